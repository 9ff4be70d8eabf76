namespace Connector.Input;

/// <summary>A file that is there and was not looked at yet.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="OpenRead">Opens it from the start.</param>
/// <param name="Path">Its path in the store; null when it came from elsewhere.</param>
/// <param name="Url">The address it was fetched from; null when it came in another way.</param>
internal sealed record FoundFile(long Length, Func<CancellationToken, Task<Stream>> OpenRead, string? Path = null, Uri? Url = null);
