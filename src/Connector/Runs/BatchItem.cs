using Connector.Failures;

namespace Connector.Runs;

/// <summary>A run of a batch as it stands.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Answer">How it ended; null until then.</param>
/// <param name="NextLook">When it is looked at again, while upstream works on it or after it was put off; null otherwise.</param>
public sealed record BatchItem(string Id, RunState State, RunAnswer? Answer = null, DateTimeOffset? NextLook = null)
{
    /// <summary>The item of a run.</summary>
    internal static BatchItem Of(RunRecord run) =>
        new(run.Id, run.State, run.Answer, run.NextLook);

    /// <summary>The item of a run that ended so long ago that it is forgotten.</summary>
    internal static BatchItem Forgotten(string id) => Failed(id, Jobs.NotFound(id));

    /// <summary>The item of a run of which nothing more can be known.</summary>
    internal static BatchItem Failed(string id, ConnectorException failure) => new(id, RunState.Done, RunAnswer.Of(failure, requestId: ""));
}
