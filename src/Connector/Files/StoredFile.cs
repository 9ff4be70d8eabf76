using Connector.Images;

namespace Connector.Files;

/// <summary>A published file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Format">Its format, by its extension; the extension was chosen by its bytes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LastModified">When it was published.</param>
/// <param name="ETag">A quoted tag that changes with the content.</param>
/// <param name="OpenRead">Opens it as a seekable stream.</param>
public sealed record StoredFile(
    string Path,
    MediaFormat Format,
    long Bytes,
    DateTimeOffset LastModified,
    string ETag,
    Func<CancellationToken, Task<Stream>> OpenRead);
