using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>
/// Keeps the calls with one key below upstream's limit, which locks a key out for a minute when it is passed. The sending times of
/// the last calls are kept one by one, so the limit holds in every window, not on average. A call is given its time when it
/// comes: the queue is first come, first served, and whoever would wait too long is told at once when to come again, which
/// bounds the queue's length too.
/// </summary>
/// <param name="limits">The limit and the queue.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyPace(UpstreamLimits limits, TimeProvider time)
{
    /// <summary>
    /// Upstream counts arrivals in 10 s. The second above is for what lies between sending here and arriving there: a new
    /// connection takes longer than one in use, so that late calls of one window come close to early ones of the next.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(11);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();

    /// <summary>When the calls of the last window were sent, and those in the queue will be; ascending.</summary>
    private readonly List<TimeSpan> _sends = [];

    private TimeSpan _restsUntil;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits for the moment to send a call.</summary>
    /// <param name="app">The app, for the message.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <exception cref="ConnectorException"><c>rate_limited</c> (429): that moment is too far off.</exception>
    public async Task WaitAsync(ConnectorApp app, CancellationToken cancellationToken)
    {
        var patienceEnds = Now + limits.Queue;
        TimeSpan at;
        do
        {
            at = Reserve(app, patienceEnds, out var wait);
            try
            {
                await Task.Delay(wait, time, cancellationToken);
            }
            catch
            {
                Release(at);
                throw;
            }
        }
        while (!StillHolds(at));
    }

    /// <summary>Sends nothing for a while: upstream said that it was too much.</summary>
    public void Rest(TimeSpan length)
    {
        lock (_lock)
        {
            _restsUntil = Max(_restsUntil, Now + length);
        }
    }

    private TimeSpan Reserve(ConnectorApp app, TimeSpan patienceEnds, out TimeSpan wait)
    {
        lock (_lock)
        {
            var now = Now;
            _sends.RemoveAll(sent => sent + Window <= now);
            var at = Max(now, _restsUntil);
            if (_sends.Count > 0)
            {
                at = Max(at, _sends[^1]);
            }

            if (_sends.Count >= limits.CallsPer10Seconds)
            {
                at = Max(at, _sends[^limits.CallsPer10Seconds] + Window);
            }

            wait = at - now;
            if (at > now && at > patienceEnds)
            {
                throw UpstreamFailures.Busy(app, wait);
            }

            _sends.Add(at);
            return at;
        }
    }

    private void Release(TimeSpan at)
    {
        lock (_lock)
        {
            _sends.Remove(at);
        }
    }

    /// <summary>Whether no rest was begun while the call waited; otherwise its time is given up.</summary>
    private bool StillHolds(TimeSpan at)
    {
        lock (_lock)
        {
            if (at >= _restsUntil)
            {
                return true;
            }

            _sends.Remove(at);
            return false;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
