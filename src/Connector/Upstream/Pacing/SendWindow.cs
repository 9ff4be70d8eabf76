using System.Runtime.InteropServices;

namespace Connector.Upstream.Pacing;

/// <summary>
/// The calls of the last window. Those that are sent within a moment of each other are kept as one run, which leaves the window
/// with its last call: so there are a few hundred runs at most, however many calls, and the count errs on the safe side.
/// </summary>
internal sealed class SendWindow
{
    /// <summary>
    /// Upstream counts arrivals in 10 s. The second above is for what lies between sending here and arriving there: a new
    /// connection takes longer than one in use, so that late calls of one window come close to early ones of the next.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(11);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Queue<Run> _runs = new();
    private Run _last;

    /// <summary>How many calls there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many runs they are kept as.</summary>
    public int Runs => _runs.Count + (_last.Calls > 0 ? 1 : 0);

    /// <summary>Adds a call that is sent now.</summary>
    public void Add(TimeSpan now)
    {
        if (_last.Calls > 0 && now - _last.First < Moment)
        {
            _last = _last with { Last = now, Calls = _last.Calls + 1 };
        }
        else
        {
            if (_last.Calls > 0)
            {
                _runs.Enqueue(_last);
            }

            _last = new Run(now, now, 1);
        }

        Count++;
    }

    /// <summary>Lets go of the calls that have left the window; each run once, so that a call pays for no other.</summary>
    public void Forget(TimeSpan now)
    {
        while (_runs.TryPeek(out var oldest) && oldest.Last + Length <= now)
        {
            Count -= _runs.Dequeue().Calls;
        }

        if (_runs.Count == 0 && _last.Calls > 0 && _last.Last + Length <= now)
        {
            Count -= _last.Calls;
            _last = default;
        }
    }

    /// <summary>When so many of its calls, the oldest, will have left the window; null when there are fewer.</summary>
    public TimeSpan? EndOf(int calls)
    {
        if (calls > Count)
        {
            return null;
        }

        foreach (var run in _runs)
        {
            calls -= run.Calls;
            if (calls <= 0)
            {
                return run.Last + Length;
            }
        }

        return _last.Last + Length;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Run(TimeSpan First, TimeSpan Last, int Calls);
}
