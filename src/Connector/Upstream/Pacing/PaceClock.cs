namespace Connector.Upstream.Pacing;

/// <summary>Time as the pace of a key goes by it: a clock that only counts on, whatever is set on the wall.</summary>
/// <param name="time">The clock.</param>
internal sealed class PaceClock(TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly long _start = time.GetTimestamp();

    /// <summary>How long this clock has run.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>What this machine takes for the time of day. It is compared with nothing but itself.</summary>
    public DateTimeOffset OfDay => time.GetUtcNow();

    /// <summary>Does something once, at a moment of <see cref="Now"/>; a timer that comes too early by its rounding is set again by whoever looks.</summary>
    public ITimer At(TimeSpan moment, Action action)
    {
        var wait = moment - Now;
        return time.CreateTimer(_ => action(), state: null, wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Is cancelled after a while.</summary>
    public CancellationTokenSource Limit(TimeSpan length) => new(length, time);
}
