namespace Connector.Callbacks;

/// <summary>
/// How receivers are. One that did not answer gets one try at a time until it does: others of its kind would hold every place of this process
/// for as long as receivers have to answer, and those who do answer would wait behind them.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Receivers(TimeProvider time)
{
    /// <summary>How long a receiver that does not answer is remembered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Tries, long? Silent)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a receiver's turn; false while a silent one has it.</summary>
    public bool TryBegin(Uri url)
    {
        lock (_lock)
        {
            var (tries, silent) = _known.GetValueOrDefault(url.Authority);
            if (tries > 0 && silent is { } since && time.GetElapsedTime(since) < Memory)
            {
                return false;
            }

            _known[url.Authority] = (tries + 1, silent);
            return true;
        }
    }

    /// <summary>Gives the turn back.</summary>
    /// <param name="url">The receiver.</param>
    /// <param name="answered">Whether it answered, whatever it said.</param>
    public void End(Uri url, bool answered)
    {
        lock (_lock)
        {
            var tries = _known[url.Authority].Tries - 1;
            if (tries == 0 && answered)
            {
                _known.Remove(url.Authority);
            }
            else
            {
                _known[url.Authority] = (tries, answered ? null : time.GetTimestamp());
            }

            foreach (var (old, _) in _known.Where(one => one.Value is (0, { } since) && time.GetElapsedTime(since) >= Memory).ToList())
            {
                _known.Remove(old);
            }
        }
    }
}
