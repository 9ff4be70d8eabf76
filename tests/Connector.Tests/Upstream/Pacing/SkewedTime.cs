namespace Connector.Tests.Upstream.Pacing;

/// <summary>The clock of a machine whose time of day is wrong.</summary>
internal sealed class SkewedTime(TimeProvider time, TimeSpan ahead) : TimeProvider
{
    public TimeSpan Ahead { get; set; } = ahead;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Ahead;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
