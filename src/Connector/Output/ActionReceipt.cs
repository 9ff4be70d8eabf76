using System.Text.Json.Serialization;

namespace Connector.Output;

/// <summary>What a successful action answers: files, an upstream job's id, or data.</summary>
[JsonDerivedType(typeof(MediaReceipt))]
[JsonDerivedType(typeof(JobReceipt))]
[JsonDerivedType(typeof(DataReceipt))]
public abstract record ActionReceipt
{
    /// <summary>The documented price of the call in credits (one is 0.01 US dollars); absent when none is documented.</summary>
    public decimal? Credits { get; init; }

    /// <summary>The call in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What was odd about upstream's answer, or has been mended, in sentences; absent when nothing was.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Who asked; absent for nobody in particular.</summary>
    public string? Caller { get; init; }

    /// <summary>The id of this request, also in the log.</summary>
    public required string RequestId { get; init; }

    /// <summary>Upstream's id of the call; absent when it sent none.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>Whether the sandbox answered: no real API was called and no credits were spent.</summary>
    public required bool Sandbox { get; init; }
}
