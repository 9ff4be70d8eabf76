namespace Connector.Output;

/// <summary>Upstream works on it: the id to fetch the result with.</summary>
public sealed record JobReceipt : ActionReceipt
{
    /// <summary>Upstream's id of the job; results are kept for 24 hours and only the same key may fetch them.</summary>
    public required string Id { get; init; }

    /// <summary>Always <c>in-progress</c>.</summary>
    public string Status { get; init; } = "in-progress";

    /// <summary>Where the result will be, without another action; absent where no server follows the job.</summary>
    public Uri? JobUrl { get; init; }

    /// <summary>The action that fetches the result.</summary>
    public required string ResultAction { get; init; }
}
