namespace Connector.Runs;

/// <summary>A run of a batch as it stands.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Answer">How it ended; null until then.</param>
/// <param name="NextLook">When upstream is looked at again, which works on it; null otherwise.</param>
public sealed record BatchItem(string Id, RunState State, RunAnswer? Answer = null, DateTimeOffset? NextLook = null)
{
    /// <summary>The item of a run.</summary>
    internal static BatchItem Of(RunRecord run) =>
        new(run.Id, run.State, run.Answer, run.NextLook);

    /// <summary>The item of a run that ended so long ago that it is forgotten.</summary>
    internal static BatchItem Forgotten(string id) => new(id, RunState.Done, RunAnswer.Of(Jobs.NotFound(id), requestId: ""));
}
