using Microsoft.AspNetCore.Connections.Features;

namespace Connector.Cli.Hosting;

/// <summary>A connection of a caller, and since when it has nothing to do.</summary>
/// <param name="time">The clock.</param>
/// <param name="lifetime">Closes it, after the request that it may have begun.</param>
internal sealed class ConnectionPlace(TimeProvider time, IConnectionLifetimeNotificationFeature? lifetime)
{
    private const long Never = long.MinValue;

    private long _idleSince = time.GetTimestamp();

    /// <summary>How long it has had nothing to do; null while a request is at work, or when it closes already.</summary>
    public TimeSpan? Idle => Interlocked.Read(ref _idleSince) is var since && since == Never ? null : time.GetElapsedTime(since);

    /// <summary>A request has come.</summary>
    public void Begin() => Interlocked.Exchange(ref _idleSince, Never);

    /// <summary>The request is answered.</summary>
    public void End() => Interlocked.Exchange(ref _idleSince, time.GetTimestamp());

    /// <summary>Closes it, so that another has its place.</summary>
    public void Close()
    {
        Begin();
        lifetime?.RequestClose();
    }
}
