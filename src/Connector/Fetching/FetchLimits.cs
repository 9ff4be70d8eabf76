namespace Connector.Fetching;

/// <summary>How much of whose time, bytes and ports a fetched URL may use.</summary>
public sealed record FetchLimits
{
    /// <summary>The largest file: what the image APIs take in one request.</summary>
    public long Bytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>How long a fetch may take from the first look-up to the last byte, redirects included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The ports a URL may name. Others would let callers knock on services that were never meant for HTTPS.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [443];
}
