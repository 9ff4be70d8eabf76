using System.Collections.Concurrent;

namespace Connector.Runs;

/// <summary>
/// How long the records of runs have not changed, as far as this process can tell: by the store's clock if it has one, and by the time
/// that has passed here since the same writing was first seen. No time of day of any machine takes part, so that a wrong clock
/// neither makes an owner look dead nor a dead one alive.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RunSightings(TimeProvider time)
{
    /// <summary>Beyond it, what nobody has looked at for long is forgotten.</summary>
    private const int Many = 1000;

    /// <summary>A store that fails for less than this between two answers keeps no owner from renewing its lease.</summary>
    private static readonly TimeSpan Hiccup = RunLease.Length / 4;

    private readonly ConcurrentDictionary<string, Sighting> _sightings = new(StringComparer.Ordinal);
    private long _answered = time.GetTimestamp();
    private long? _away;

    /// <summary>How long a writing has stood at least. While the store is away no owner can renew, so that time does not count.</summary>
    public TimeSpan SilenceOf(string id, string tag, TimeSpan age)
    {
        var now = time.GetTimestamp();
        var seen = _sightings.AddOrUpdate(id, _ => new Sighting(tag, now, age), (_, known) => known.Tag == tag ? known : new Sighting(tag, now, age));
        if (_sightings.Count > Many)
        {
            Forget(now);
        }

        var silence = seen.Age + time.GetElapsedTime(seen.At, now);
        silence = silence > age ? silence : age;
        return Away() is { } back && back < silence ? back : silence;
    }

    /// <summary>Forgets a run that nobody carries on.</summary>
    public void Forget(string id) => _sightings.TryRemove(id, out _);

    /// <summary>Told when the store answers.</summary>
    public void Answered() => Interlocked.Exchange(ref _answered, time.GetTimestamp());

    /// <summary>Told when the store fails.</summary>
    public void Failed()
    {
        if (time.GetElapsedTime(Interlocked.Read(ref _answered)) >= Hiccup)
        {
            lock (_sightings)
            {
                _away = time.GetTimestamp();
            }
        }
    }

    /// <summary>How long ago the store was last seen to be away; null when never.</summary>
    private TimeSpan? Away()
    {
        lock (_sightings)
        {
            return _away is { } at ? time.GetElapsedTime(at) : null;
        }
    }

    private void Forget(long now)
    {
        foreach (var (id, _) in _sightings.Where(one => time.GetElapsedTime(one.Value.At, now) > RunRecords.Patience))
        {
            _sightings.TryRemove(id, out _);
        }
    }

    private readonly record struct Sighting(string Tag, long At, TimeSpan Age);
}
