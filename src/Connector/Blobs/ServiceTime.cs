namespace Connector.Blobs;

/// <summary>
/// The time of day as the storage service has it: this machine's clock, corrected by the dates of the service's answers. Instances
/// whose clocks differ agree by it on days, lives of records and ends of links. Timers are the machine's own.
/// </summary>
/// <param name="machine">This machine's clock.</param>
public sealed class ServiceTime(TimeProvider machine) : TimeProvider
{
    /// <summary>The dates of answers are whole seconds, rounded down.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private TimeSpan _ahead;
    private long? _heard;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return machine.GetUtcNow() + _ahead;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Whether the service has answered within this time.</summary>
    internal bool WasHeardWithin(TimeSpan time)
    {
        lock (_lock)
        {
            return _heard is { } heard && machine.GetElapsedTime(heard) < time;
        }
    }

    /// <summary>Learns from an answer. Its date is of some moment since the call was sent, so a clock within those bounds stays as it is.</summary>
    internal void Hear(DateTimeOffset date, TimeSpan took)
    {
        lock (_lock)
        {
            _heard = machine.GetTimestamp();
            var now = machine.GetUtcNow();
            var (least, most) = (date - now, date + Rounding + took - now);
            _ahead = _ahead < least ? least : _ahead > most ? most : _ahead;
        }
    }
}
