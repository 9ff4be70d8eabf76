namespace Connector.Output;

/// <summary>What a successful action answers: paths, never bytes.</summary>
public sealed record MediaReceipt
{
    /// <summary>The first file's path.</summary>
    public string Path => Files[0].Path;

    /// <summary>The first file's location.</summary>
    public Uri Location => Files[0].Location;

    /// <summary>The first file's link.</summary>
    public Uri Url => Files[0].Url;

    /// <summary>The saved files, in upstream's order.</summary>
    public required IReadOnlyList<MediaFile> Files { get; init; }

    /// <summary>The documented price of the call in credits (one is 0.01 US dollars); null when none is documented.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The call in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The id of this request, also in the log.</summary>
    public required string RequestId { get; init; }

    /// <summary>Upstream's id of the call; null when it sent none.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>Whether the sandbox made the files: no real API was called and no credits were spent.</summary>
    public required bool Sandbox { get; init; }
}
