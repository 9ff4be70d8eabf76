using Connector.Images;

namespace Connector.Values;

/// <summary>A file input that was found and looked at: ready to be sent, from where it lies.</summary>
/// <param name="Format">The format its bytes tell.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Image">The image's size and alpha; null for sound.</param>
/// <param name="Path">Its path in the store; null when it came with the request or from elsewhere.</param>
/// <param name="OpenRead">Opens it from the start as a seekable stream.</param>
public sealed record InputFile(MediaFormat Format, long Length, ImageHeader? Image, string? Path, Func<CancellationToken, Task<Stream>> OpenRead)
{
    /// <summary>The address it was fetched from; null when it came in another way.</summary>
    public Uri? Url { get; init; }
}
