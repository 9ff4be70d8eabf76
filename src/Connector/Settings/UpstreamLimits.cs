namespace Connector.Settings;

/// <summary>How long and how often an upstream API is called.</summary>
public sealed record UpstreamLimits
{
    /// <summary>
    /// How long a call may take in all: its turn in the queue, its retries and the reading of its answer. 100 s, because Power
    /// Platform gives up on a synchronous call after 120 s and the answer must be on its way by then.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a call is tried again at most.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>
    /// How long a call waits for its turn, or for a moment that upstream names, before the caller is told to come again.
    /// 15 s, so that a burst twice as large as upstream allows goes through.
    /// </summary>
    public TimeSpan Queue { get; init; } = TimeSpan.FromSeconds(15);
}
