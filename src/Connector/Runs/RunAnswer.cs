using Connector.Failures;
using Connector.Output;

namespace Connector.Runs;

/// <summary>How a run ended: one of a receipt or a problem.</summary>
public sealed record RunAnswer
{
    /// <summary>The receipt of saved files; null for another end.</summary>
    public MediaReceipt? Media { get; init; }

    /// <summary>The receipt of a job that upstream began; null for another end.</summary>
    public JobReceipt? Job { get; init; }

    /// <summary>The receipt of data; null for another end.</summary>
    public DataReceipt? Data { get; init; }

    /// <summary>The failure; null for a success.</summary>
    public ProblemDocument? Problem { get; init; }

    /// <summary>The receipt, of whichever kind; null for a failure.</summary>
    internal ActionReceipt? Receipt => (ActionReceipt?)Media ?? (ActionReceipt?)Job ?? Data;

    internal static RunAnswer Of(ConnectorException failure, string requestId) => new() { Problem = ProblemDocument.Of(failure, requestId) };

    internal static RunAnswer Of(ActionReceipt receipt) => new()
    {
        Media = receipt as MediaReceipt,
        Job = receipt as JobReceipt,
        Data = receipt as DataReceipt,
    };
}
