namespace Connector.Declaration;

/// <summary>How an action's images come back: as bytes with headers when there is one, as JSON with base64 when there are several.</summary>
public sealed record ImageOutput
{
    /// <summary>The media type asked for when one image is wanted, for example <c>image/png</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>The parameter that says how many images are made; null when a call always makes one.</summary>
    public WholeNumberParameter? Count { get; init; }

    /// <summary>The names of the fields in the JSON form.</summary>
    public required JsonImageShape Json { get; init; }

    /// <summary>The response header that carries the seed in the byte form.</summary>
    public required string SeedHeader { get; init; }

    /// <summary>The response header that carries the finish reason in the byte form.</summary>
    public required string FinishReasonHeader { get; init; }
}
