namespace Connector.Testing;

/// <summary>A clock that stands still until a test advances it.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Predicate<TimeSpan> Fits, TaskCompletionSource Seen)> _expected = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _now;

    /// <summary>Completes when something begins to wait.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when something no longer waits.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Completes when something begins to wait for exactly this long.</summary>
    public Task WaitOf(TimeSpan length) => WaitOf(other => other == length);

    /// <summary>Completes when something begins to wait for this long at most, as a retry with jitter does.</summary>
    public Task WaitOfAtMost(TimeSpan length) => WaitOf(other => other <= length);

    private Task WaitOf(Predicate<TimeSpan> fits)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _expected.Add((fits, seen));
        }

        return seen.Task;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.Ticks;
        }
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            var timer = new ManualTimer(this, () => callback(state));
            SetLocked(timer, dueTime);
            _started.TrySetResult();
            _expected.FindAll(wait => wait.Fits(dueTime)).ForEach(wait => wait.Seen.TrySetResult());
            return timer;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _now += by;
            due = _timers.Where(timer => timer.Due <= _now).ToList();
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    private bool Set(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            SetLocked(timer, dueTime);
        }

        return true;
    }

    private void SetLocked(ManualTimer timer, TimeSpan dueTime)
    {
        timer.Due = _now + dueTime;
        _timers.Remove(timer);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _timers.Add(timer);
        }
    }

    private void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }

        _stopped.TrySetResult();
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Set(this, dueTime);

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
