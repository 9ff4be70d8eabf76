namespace Connector.Runs;

/// <summary>A batch as it stands.</summary>
/// <param name="Record">What was asked for.</param>
/// <param name="Items">Its runs in the order of the inputs.</param>
public sealed record Batch(BatchRecord Record, IReadOnlyList<BatchItem> Items)
{
    /// <summary>Whether every run has ended.</summary>
    public bool HasEnded => Items.All(item => item.State == RunState.Done);
}
