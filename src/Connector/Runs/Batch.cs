namespace Connector.Runs;

/// <summary>A batch as it stands.</summary>
/// <param name="Record">What was asked for.</param>
/// <param name="Runs">Its runs in the order of the inputs; null for one that ended so long ago that it is forgotten.</param>
public sealed record Batch(BatchRecord Record, IReadOnlyList<RunRecord?> Runs)
{
    /// <summary>Whether every run has ended.</summary>
    public bool HasEnded => Runs.All(run => run is null or { State: RunState.Done });
}
