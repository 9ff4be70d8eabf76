using System.Collections.Concurrent;

namespace Connector.Testing;

/// <summary>The clock of a machine that is set wrong, and may be set again. Time passes as everywhere.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _waits = new();
    private long _shift;

    /// <summary>How far it is ahead; behind when negative.</summary>
    public TimeSpan Shift
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _shift));
        set => Interlocked.Exchange(ref _shift, value.Ticks);
    }

    /// <summary>Completes when something has begun, or begins, to wait for exactly this long.</summary>
    public Task WaitOf(TimeSpan length) => SourceOf(length).Task;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SourceOf(dueTime).TrySetResult();
        return System.CreateTimer(callback, state, dueTime, period);
    }

    private TaskCompletionSource SourceOf(TimeSpan length) =>
        _waits.GetOrAdd(length, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
