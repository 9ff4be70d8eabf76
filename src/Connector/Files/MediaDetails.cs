namespace Connector.Files;

/// <summary>What a store can keep beside the bytes.</summary>
/// <param name="Sha256">SHA-256 of the bytes, lower-case hex.</param>
public sealed record MediaDetails(string Sha256)
{
    /// <summary>The action that made it; null for a file that a caller brought.</summary>
    public string? Action { get; init; }

    /// <summary>The seed that drew it; null when upstream did not tell.</summary>
    public long? Seed { get; init; }

    /// <summary>Upstream's finish reason; null when it did not tell.</summary>
    public string? FinishReason { get; init; }
}
