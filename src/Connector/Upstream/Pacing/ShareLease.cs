using System.Text.Json;
using Connector.Failures;
using Connector.Records;

namespace Connector.Upstream.Pacing;

/// <summary>
/// An instance's share of a key's calls. Instances divide them in a record, by compare and swap: the sum of the shares in it never passes
/// the limit, and each instance never has more calls in a window than its share in the record, at every moment; so all of them
/// together never have more than the limit. Who is silent for the length of a lease has stopped by then, and its share is free
/// one window later. Nobody relies on another machine's clock.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="id">The record's id, which says nothing of the key.</param>
/// <param name="limit">The calls of a window.</param>
/// <param name="clock">The clock.</param>
/// <param name="pace">Who goes by the share.</param>
internal sealed class ShareLease(IRecordStore store, string id, int limit, PaceClock clock, KeyPace pace) : IAsyncDisposable
{
    /// <summary>The kind of the records.</summary>
    public const string Kind = "rates";

    /// <summary>How long an instance goes on by what it has written last, if the store fails.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    /// <summary>How long the store may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>How often the share is written anew while it is in use; others who want a part of it wait for that.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2.5);

    /// <summary>How often while the share is not what the division gives, and how soon after a failure.</summary>
    private static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(1);

    /// <summary>How soon a burst may ask for more of what is free.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(0.25);

    /// <summary>Enough for dozens of instances that all write at once, since one of them succeeds each time.</summary>
    private const int MostTries = 50;

    private readonly Lock _lock = new();
    private readonly JsonRecords<RateRecord> _records = new(store, Kind, RateJson.Default.RateRecord);
    private readonly MemberWatch _watch = new();
    private readonly string _me = Guid.NewGuid().ToString("N");

    private Task _exchange = Task.CompletedTask;
    private ITimer? _timer;
    private TimeSpan _dueAt = TimeSpan.MaxValue;
    private TimeSpan _lastAt = -Renewal;
    private bool _isExchanging;
    private bool _isOver;

    /// <summary>The record as this instance read or wrote it last; null when it must be read.</summary>
    private (RateRecord Record, string? Tag)? _known;
    private long _beat;
    private RateDemand _told;
    private int _smallestLimit;
    private int _free;

    /// <summary>What is being asked of the store; completed when nothing is.</summary>
    public Task Exchange
    {
        get
        {
            lock (_lock)
            {
                return _exchange;
            }
        }
    }

    /// <summary>Asks for more, if there may be more than the next renewal will bring.</summary>
    /// <param name="demand">What is needed.</param>
    /// <param name="holds">Whether there is a share at all.</param>
    public void Ask(RateDemand demand, bool holds)
    {
        lock (_lock)
        {
            if (!holds)
            {
                ScheduleLocked(_lastAt + Burst);
            }
            else if (RateDivision.Want(demand.Interactive, _smallestLimit) > RateDivision.Want(_told.Interactive, _smallestLimit)
                || RateDivision.Want(demand.Background, _smallestLimit) > RateDivision.Want(_told.Background, _smallestLimit))
            {
                ScheduleLocked(_lastAt + (_free > 0 ? Burst : Unsettled));
            }
        }

        RunIfDue();
    }

    /// <summary>Writes soon, for the others to know.</summary>
    public void TellSoon()
    {
        lock (_lock)
        {
            ScheduleLocked(_lastAt + Burst);
        }

        RunIfDue();
    }

    /// <summary>Leaves the share to the others, but for the calls of the last window.</summary>
    public async ValueTask DisposeAsync()
    {
        Task exchange;
        lock (_lock)
        {
            _isOver = true;
            _timer?.Dispose();
            exchange = _exchange;
        }

        var sent = pace.Close();
        await exchange;
        if (_beat > 0)
        {
            await TryLeaveAsync(sent);
        }
    }

    private void ScheduleLocked(TimeSpan at)
    {
        // An exchange that is under way ends with a look at who waits.
        if (_isOver || _isExchanging || at >= _dueAt)
        {
            return;
        }

        _timer?.Dispose();
        _timer = null;
        _dueAt = at;
        if (at > clock.Now)
        {
            _timer = clock.At(at, RunIfDue);
        }
    }

    private void RunIfDue()
    {
        lock (_lock)
        {
            if (_isOver || _isExchanging || _dueAt == TimeSpan.MaxValue)
            {
                return;
            }

            _timer?.Dispose();
            _timer = null;
            if (_dueAt > clock.Now)
            {
                _timer = clock.At(_dueAt, RunIfDue);
                return;
            }

            (_isExchanging, _dueAt, _lastAt) = (true, TimeSpan.MaxValue, clock.Now);
        }

        var exchange = ExchangeAsync();
        lock (_lock)
        {
            _exchange = _exchange.IsCompleted ? exchange : Task.WhenAll(_exchange, exchange);
        }
    }

    private async Task ExchangeAsync()
    {
        var next = await TryExchangeAsync();
        lock (_lock)
        {
            _isExchanging = false;
            if (next is { } at)
            {
                ScheduleLocked(at);
            }
        }

        pace.Pump();
    }

    /// <summary>Writes down what it needs and gets, or that it needs nothing any more.</summary>
    /// <returns>When to come again; null when there is no need to.</returns>
    private async Task<TimeSpan?> TryExchangeAsync()
    {
        try
        {
            using var patience = clock.Limit(Timeout);
            for (var tries = 0; tries < MostTries; tries++)
            {
                var (record, tag) = _known ??= await ReadAsync(patience.Token);
                if (pace.Measure(isMember: record.Members.Any(member => member.Id == _me)) is { } demand)
                {
                    if (await TryRenewAsync(record, tag, demand, patience.Token) is { } next)
                    {
                        return next;
                    }
                }
                else if (await TryWriteAsync(Without(record), tag, patience.Token))
                {
                    // Whoever comes next begins anew, at once.
                    (_lastAt, _told, _known) = (clock.Now - Renewal, default, null);
                    return null;
                }

                _known = null;
            }

            throw new IOException("Too many instances change the record at once.");
        }
        catch (Exception failure)
        {
            // Whatever it is: who waits must not wait for ever.
            _known = null;
            return pace.StoreFailed(failure) ? clock.Now + Unsettled : null;
        }
    }

    private async Task<(RateRecord Record, string? Tag)> ReadAsync(CancellationToken cancellationToken)
    {
        var (record, tag) = await ReadOrBeginAsync(cancellationToken);

        // After the reading: what was read is at least as old as this moment.
        _watch.Look(record, clock.Now);
        pace.Adopt(record.Rest);
        return (record, tag);
    }

    private async Task<(RateRecord Record, string? Tag)> ReadOrBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _records.ReadAsync(id, cancellationToken) is var (known, written, _) ? (known, written) : (new RateRecord(), (string?)null);
        }
        catch (ConnectorException failure) when (RecordFailures.IsOfOneRecord(failure))
        {
            // Nobody knows who had which share: all rest for a window, by the record that takes its place, and divide anew.
            var tag = (await store.ReadAsync($"{Kind}/{id}", cancellationToken))?.Tag;
            return (new RateRecord { Rest = new RateRest(tag ?? "", (long)SendWindow.Length.TotalMilliseconds) }, tag);
        }
    }

    /// <summary>Divides anew and takes what it gets.</summary>
    /// <returns>When to come again; null when another instance was faster.</returns>
    private async Task<TimeSpan?> TryRenewAsync(RateRecord record, string? tag, RateDemand demand, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var others = Others(record, now);
        var mine = new RateMember { Id = _me, Beat = ++_beat, Share = 0, Limit = limit, Interactive = demand.Interactive, Background = demand.Background };
        List<RateMember> alive = [.. others.Where(member => _watch.IsAlive(member, now)).Append(mine).OrderBy(member => member.Id, StringComparer.Ordinal)];
        var smallest = alive.Min(member => member.Limit);
        var available = (int)Math.Max(0, smallest - others.Sum(member => (long)member.Share));

        var due = RateDivision.Of(alive, alive.IndexOf(mine), smallest, record.Writings);
        var portion = due with { Target = Math.Min(due.Target, available) };
        var share = pace.Bind(portion);
        var next = record with { Writings = record.Writings + 1, Rest = pace.RestToTell(), Members = [.. others, mine with { Share = share }] };

        // Before the writing: the others count from when they see it.
        var (until, untilOfDay) = (clock.Now + Length, clock.OfDay + Length);
        if (!await TryWriteAsync(next, tag, cancellationToken))
        {
            return null;
        }

        (_told, _smallestLimit, _free) = (demand, smallest, Math.Max(0, available - share));
        pace.Allow(share, portion, due.Target, _free, until, untilOfDay);
        return now + (share == due.Target ? Renewal : Unsettled);
    }

    private List<RateMember> Others(RateRecord record, TimeSpan now) =>
        [.. record.Members.Where(member => member.Id != _me && !_watch.IsGone(member, now))];

    private RateRecord Without(RateRecord record) =>
        record with { Writings = record.Writings + 1, Rest = pace.RestToTell(), Members = Others(record, clock.Now) };

    private async Task<bool> TryWriteAsync(RateRecord record, string? tag, CancellationToken cancellationToken)
    {
        if (record is { Members: [], Rest: null })
        {
            return tag is null || await _records.TryDeleteAsync(id, tag, cancellationToken);
        }

        if (await _records.TryWriteAsync(id, record, tag, cancellationToken) is not { } written)
        {
            return false;
        }

        _known = (record, written);
        return true;
    }

    private async Task TryLeaveAsync(int sent)
    {
        try
        {
            using var patience = clock.Limit(Timeout);
            for (var tries = 0; tries < MostTries; tries++)
            {
                var (record, tag) = _known ?? await ReadAsync(patience.Token);
                _known = null;
                var rest = Without(record);
                var left = sent > 0 && record.Members.Any(member => member.Id == _me)
                    ? rest with { Members = [.. rest.Members, new RateMember { Id = _me, Beat = ++_beat, Share = sent, Limit = limit, HasLeft = true }] }
                    : rest;
                if (await TryWriteAsync(left, tag, patience.Token))
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is ConnectorException or IOException or UnauthorizedAccessException or JsonException or OperationCanceledException)
        {
            // Its lease runs out.
        }
    }
}
