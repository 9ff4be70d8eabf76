using Connector.Declaration;
using Connector.Failures;
using Connector.Records;
using Connector.Settings;

namespace Connector.Upstream.Pacing;

/// <summary>
/// Keeps the calls with one key below upstream's limit, which locks a key out for a minute when it is passed. The limit holds in every
/// window, not on average, and over all instances on a store: of those, each sends only within its share (<see cref="ShareLease"/>).
/// Calls that somebody waits for go first, in the order they came; one that would wait too long is told at once when to come again,
/// which bounds the queue's length too. The others are patient. What a call costs here does not grow with the limit.
/// </summary>
internal sealed class KeyPace : IAsyncDisposable
{
    /// <summary>
    /// How long a call that nobody waits for stays in the queue, before whoever carries it on is told to come back: not so long that
    /// a platform with a limit of its own would end it.
    /// </summary>
    private static readonly TimeSpan BackgroundPatience = TimeSpan.FromMinutes(1);

    /// <summary>How much longer than its time a call waits for more of the limit that is free and has been asked for.</summary>
    private static readonly TimeSpan Grace = ShareLease.Timeout;

    private readonly Lock _lock = new();
    private readonly TimeSpan _patience;
    private readonly PaceClock _clock;
    private readonly ShareLease? _lease;

    private readonly SendWindow _window = new();
    private readonly SendWindow _background = new();
    private readonly LinkedList<WaitingCall> _callers = new();
    private readonly LinkedList<WaitingCall> _patient = new();

    /// <summary>The turns that are given and not yet used, and those of them that are background calls'.</summary>
    private int _held;
    private int _heldBackground;

    /// <summary>What this instance may have in a window at most: what the record says, or less.</summary>
    private int _share;

    /// <summary>What it gives turns up to: less than the share while that shrinks.</summary>
    private RatePortion _portion;

    /// <summary>What is left of the limit, and what it may expect to give turns up to before long.</summary>
    private int _free;
    private int _reach;

    /// <summary>When the share runs out: by the clock that counts on, which may stand still while the machine sleeps, and by the time of day.</summary>
    private TimeSpan _until = TimeSpan.MaxValue;
    private DateTimeOffset _untilOfDay = DateTimeOffset.MaxValue;

    /// <summary>Counts the times that the share was lost: a turn of an earlier term is void.</summary>
    private int _term;

    private TimeSpan _restsUntil;
    private string _restId = "";
    private string _restSeen = "";

    private ITimer? _timer;
    private TimeSpan _timerAt = TimeSpan.MaxValue;
    private bool _isClosed;

    /// <summary>A pace that this instance shares with nobody.</summary>
    /// <param name="limit">The calls in 10 seconds; <see cref="int.MaxValue"/> for no limit.</param>
    /// <param name="limits">The queue.</param>
    /// <param name="time">The clock.</param>
    public KeyPace(int limit, UpstreamLimits limits, TimeProvider time)
    {
        (_patience, _clock) = (limits.Queue, new PaceClock(time));
        (_share, _reach, _portion) = (limit, limit, RatePortion.Whole(limit));
    }

    /// <summary>A pace that all instances on a store keep together.</summary>
    /// <param name="limit">The calls in 10 seconds.</param>
    /// <param name="limits">The queue.</param>
    /// <param name="time">The clock.</param>
    /// <param name="store">The store.</param>
    /// <param name="id">The id of the key's record.</param>
    public KeyPace(int limit, UpstreamLimits limits, TimeProvider time, IRecordStore store, string id)
    {
        (_patience, _clock) = (limits.Queue, new PaceClock(time));
        (_until, _reach) = (TimeSpan.MinValue, limit);
        _lease = new ShareLease(store, id, limit, _clock, this);
    }

    /// <summary>Waits for the turn of a call.</summary>
    /// <param name="app">The app, for messages.</param>
    /// <param name="isBackground">Whether nobody waits for the call.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <exception cref="ConnectorException"><c>rate_limited</c> (429): its turn is too far off; <c>storage_unavailable</c> (503): the instance has no share and gets none.</exception>
    public Task<Turn> WaitAsync(ConnectorApp app, bool isBackground, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<Turn>(cancellationToken);
        }

        LinkedListNode<WaitingCall> place;
        try
        {
            place = Join(app, isBackground);
        }
        catch (ConnectorException busy)
        {
            return Task.FromException<Turn>(busy);
        }

        var call = place.Value;
        if (!call.Task.IsCompleted)
        {
            call.Leaving = cancellationToken.UnsafeRegister(_ => Leave(place, cancellationToken), state: null);
            if (call.Task.IsCompleted)
            {
                call.Leaving.Unregister();
            }
        }

        return call.Task;
    }

    /// <summary>Sends nothing for a while: upstream said that it was too much.</summary>
    public void Rest(TimeSpan length)
    {
        lock (_lock)
        {
            if (_clock.Now + length <= _restsUntil)
            {
                return;
            }

            (_restsUntil, _restId) = (_clock.Now + length, Guid.NewGuid().ToString("N"));
        }

        _lease?.TellSoon();
        Pump();
    }

    /// <summary>The end of a pace: its share is left to the others.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_lease is not null)
        {
            await _lease.DisposeAsync();
        }

        Close();
    }

    /// <summary>Completes when nothing is being asked of the store.</summary>
    internal Task Settled => _lease?.Exchange ?? Task.CompletedTask;

    /// <summary>Gives turns to all who may go now.</summary>
    internal void Pump()
    {
        RateDemand? demand;
        bool holds;
        lock (_lock)
        {
            demand = PumpLocked();
            holds = Holds;
        }

        // Not within the lock: a store may answer at once.
        if (demand is { } wanted)
        {
            _lease?.Ask(wanted, holds);
        }
    }

    /// <summary>Uses a turn, right before its call is sent.</summary>
    internal bool TryUse(Turn turn)
    {
        lock (_lock)
        {
            if (turn.Term != _term)
            {
                return false;
            }

            TakeBack(turn);
            var now = _clock.Now;
            Forget(now);
            if (!Holds || now < _restsUntil || _window.Count >= _share)
            {
                return false;
            }

            _window.Add(now);
            if (turn.IsBackground)
            {
                _background.Add(now);
            }

            WakeUp(now);
            return true;
        }
    }

    /// <summary>Takes an unused turn back, for the next in the queue.</summary>
    internal void GiveBack(Turn turn)
    {
        lock (_lock)
        {
            if (turn.Term != _term)
            {
                return;
            }

            TakeBack(turn);
        }

        Pump();
    }

    /// <summary>What it needs; null when it needs nothing any more, and then its share is given up at once.</summary>
    internal RateDemand? Measure(bool isMember)
    {
        lock (_lock)
        {
            Forget(_clock.Now);
            if (!isMember)
            {
                // Nothing of a share that was lost can still be sent, whoever has a turn of it.
                Lose();
            }

            if (Used + _callers.Count + _patient.Count > 0 || _clock.Now < _restsUntil)
            {
                return Demand;
            }

            Lose();
            _share = 0;
            return null;
        }
    }

    /// <summary>
    /// Binds itself to a portion that is about to be written down, where it is less than what it has. From here on the smaller
    /// holds, since nobody can know when the writing takes place.
    /// </summary>
    /// <returns>What to write down: what it has sent stays its own until that has left the window.</returns>
    internal int Bind(RatePortion portion)
    {
        lock (_lock)
        {
            var share = Math.Max(portion.Target, Used);
            _share = Math.Min(_share, share);
            _portion = portion with { Target = Math.Min(_portion.Target, portion.Target) };
            return share;
        }
    }

    /// <summary>Goes by what has been written down.</summary>
    /// <param name="share">The share.</param>
    /// <param name="portion">What it gives turns up to.</param>
    /// <param name="due">What it is to have as soon as the others have given it up.</param>
    /// <param name="free">What is left of the limit.</param>
    /// <param name="until">When the share runs out.</param>
    /// <param name="untilOfDay">The same by the time of day.</param>
    internal void Allow(int share, RatePortion portion, int due, int free, TimeSpan until, DateTimeOffset untilOfDay)
    {
        lock (_lock)
        {
            (_share, _portion, _free, _reach) = (share, portion, free, Math.Max(due, portion.Target + free));
            (_until, _untilOfDay) = (until, untilOfDay);
        }
    }

    /// <summary>Tells those who wait that the store fails, if the instance has no share; calls that nobody waits for wait on.</summary>
    /// <returns>Whether there is somebody to try again for.</returns>
    internal bool StoreFailed(Exception cause)
    {
        lock (_lock)
        {
            while (!Holds && _callers.First is { } first)
            {
                _callers.RemoveFirst();
                first.Value.Refuse(PaceFailures.Unavailable(cause));
            }

            return Holds || _patient.Count > 0;
        }
    }

    /// <summary>Keeps a rest that another instance was told, from when it is first seen.</summary>
    internal void Adopt(RateRest? rest)
    {
        lock (_lock)
        {
            if (rest is null || rest.Id == _restSeen || rest.Id == _restId)
            {
                return;
            }

            _restSeen = rest.Id;
            var until = _clock.Now + TimeSpan.FromMilliseconds(rest.Milliseconds);
            if (until > _restsUntil)
            {
                (_restsUntil, _restId) = (until, rest.Id);
            }
        }
    }

    /// <summary>What is left of the rest, for the others; null for none.</summary>
    internal RateRest? RestToTell()
    {
        lock (_lock)
        {
            var left = _restsUntil - _clock.Now;
            return left > TimeSpan.Zero ? new RateRest(_restId, (long)Math.Ceiling(left.TotalMilliseconds)) : null;
        }
    }

    /// <summary>Sends nothing more.</summary>
    /// <returns>The calls of the last window.</returns>
    internal int Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Lose();
            _timer?.Dispose();
            foreach (var queue in new[] { _callers, _patient })
            {
                while (queue.First is { } first)
                {
                    queue.RemoveFirst();
                    first.Value.Cancel(new CancellationToken(canceled: true));
                }
            }

            Forget(_clock.Now);
            return _window.Count;
        }
    }

    private bool Holds => !_isClosed && _clock.Now < _until && (_lease is null || _clock.OfDay < _untilOfDay);

    private int Used => _window.Count + _held;

    private RateDemand Demand
    {
        get
        {
            var background = _background.Count + _heldBackground;
            return new RateDemand(Used - background + _callers.Count, background + _patient.Count);
        }
    }

    private LinkedListNode<WaitingCall> Join(ConnectorApp app, bool isBackground)
    {
        LinkedListNode<WaitingCall> place;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var now = _clock.Now;
            Forget(now);
            var patience = isBackground ? BackgroundPatience : _patience;
            if (!isBackground && WaitOf(_callers.Count + 1, now) is var wait && wait > patience)
            {
                throw PaceFailures.Busy(app, wait);
            }

            place = (isBackground ? _patient : _callers).AddLast(new WaitingCall(app, isBackground, now + patience));
        }

        Pump();
        return place;
    }

    private void Leave(LinkedListNode<WaitingCall> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // None when it has its turn: that is given back by whoever has it.
            if (place.List is not { } queue)
            {
                return;
            }

            queue.Remove(place);
            place.Value.Cancel(cancellationToken);
        }

        Pump();
    }

    /// <summary>How long the call at a place of the queue waits, if nothing changes.</summary>
    private TimeSpan WaitOf(int place, TimeSpan now)
    {
        var rest = _restsUntil > now ? _restsUntil - now : TimeSpan.Zero;
        var most = Math.Max(_reach, 1);
        var late = (long)place + Used - most;
        if (late <= 0)
        {
            return rest;
        }

        // A call that has its turn and is not sent yet stays for a whole window at least.
        var end = _window.EndOf((int)((late - 1) % most) + 1) ?? now + SendWindow.Length;
        var wait = end - now + (SendWindow.Length * ((late - 1) / most));
        return wait > rest ? wait : rest;
    }

    /// <summary>Gives turns, dismisses who has waited long enough, and sets the timer.</summary>
    /// <returns>What is needed, when somebody waits.</returns>
    private RateDemand? PumpLocked()
    {
        if (_isClosed)
        {
            return null;
        }

        var now = _clock.Now;
        Forget(now);
        while (Holds && now >= _restsUntil && NextToGo() is { } next)
        {
            next.List!.Remove(next);
            var isBackground = next.Value.IsBackground;
            (_held, _heldBackground) = (_held + 1, _heldBackground + (isBackground ? 1 : 0));
            next.Value.Give(new Turn(this, isBackground, _term));
        }

        Dismiss(_callers, now);
        Dismiss(_patient, now);
        WakeUp(now);
        return _callers.Count + _patient.Count > 0 ? Demand : null;
    }

    private LinkedListNode<WaitingCall>? NextToGo()
    {
        if (Used >= Math.Min(_share, _portion.Target))
        {
            return null;
        }

        // The floor is never all there is, or those who are waited for would wait for the others.
        var floor = Math.Min(_portion.Floor, _portion.Target / 2);
        if (_patient.First is { } patient
            && (_background.Count + _heldBackground < floor || (_callers.Count == 0 && Used < _portion.Ceiling)))
        {
            return patient;
        }

        return _callers.First;
    }

    /// <summary>Tells those to come again who have waited long enough, or would have before the key's rest is over.</summary>
    private void Dismiss(LinkedList<WaitingCall> queue, TimeSpan now)
    {
        // While the store is asked for a share, or for more of it, its answer is waited for.
        var hopes = !Holds || (_free > 0 && Used < _portion.Target + _free);
        while (queue.First is { } first)
        {
            var deadline = first.Value.Deadline;
            if (_restsUntil <= deadline && (now < deadline || (hopes && now < deadline + Grace)))
            {
                return;
            }

            queue.RemoveFirst();
            var wait = WaitOf(place: 1, now);
            first.Value.Refuse(PaceFailures.Busy(first.Value.App, wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1)));
        }
    }

    /// <summary>Sets the timer for the next moment at which something changes for those who wait.</summary>
    private void WakeUp(TimeSpan now)
    {
        if (_callers.Count + _patient.Count == 0)
        {
            return;
        }

        var next = TimeSpan.MaxValue;
        foreach (var moment in new[] { _restsUntil, _window.EndOf(1), EndOfPatience(_callers), EndOfPatience(_patient) })
        {
            next = moment > now && moment < next ? moment.Value : next;
        }

        if (next < _timerAt)
        {
            _timer?.Dispose();
            _timerAt = next;
            _timer = _clock.At(next, Wake);
        }

        TimeSpan? EndOfPatience(LinkedList<WaitingCall> queue) =>
            queue.First?.Value.Deadline is { } deadline ? (deadline > now ? deadline : deadline + Grace) : null;
    }

    private void Wake()
    {
        lock (_lock)
        {
            _timerAt = TimeSpan.MaxValue;
        }

        Pump();
    }

    private void Forget(TimeSpan now)
    {
        _window.Forget(now);
        _background.Forget(now);
    }

    private void TakeBack(Turn turn) => (_held, _heldBackground) = (_held - 1, _heldBackground - (turn.IsBackground ? 1 : 0));

    /// <summary>Has no share any more; turns of it that are not used yet are void.</summary>
    private void Lose()
    {
        if (_lease is not null)
        {
            (_until, _held, _heldBackground) = (TimeSpan.MinValue, 0, 0);
            _term++;
        }
    }
}
