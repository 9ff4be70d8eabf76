using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Connector.Failures;
using Connector.Records;

namespace Connector.Spending;

/// <summary>
/// The records of days. Changes of this instance that come while one is written are written together with the next, so that many calls
/// cost few writings; other instances are told from each other by compare and swap.
/// </summary>
/// <param name="store">The store.</param>
internal sealed class SpendDays(IRecordStore store) : IAsyncDisposable
{
    private const string Kind = "spend";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Enough for dozens of instances, each of which writes once at a time: one of them succeeds each time, so that none need pause.</summary>
    private const int MostTries = 200;

    /// <summary>The most bytes of a line with the longest caller and model, all of whose characters are escaped.</summary>
    private const int LongestLine = 2500;

    private readonly JsonRecords<SpendDay> _records = new(store, Kind, SpendingJson.Default.SpendDay);
    private readonly Lock _lock = new();
    private readonly LinkedList<DayChange> _waiting = new();
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;

    /// <summary>The day that is being written.</summary>
    private DateOnly _date;

    /// <summary>The last writing of this instance: it need not be read again where no other has written since.</summary>
    private (DateOnly Date, SpendDay Day, string Tag)? _last;

    /// <summary>Reads a day; an empty one where nothing was counted.</summary>
    public async Task<SpendDay> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        await WrittenAsync(cancellationToken);
        return (await _records.ReadAsync(Id(date), cancellationToken))?.Record ?? new SpendDay { MonthBefore = await SpentBeforeAsync(date, cancellationToken) };
    }

    /// <summary>The days of which something was counted.</summary>
    public async IAsyncEnumerable<(DateOnly Date, SpendDay Day)> ListAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WrittenAsync(cancellationToken);
        await foreach (var entry in store.ListAsync(Kind, cancellationToken))
        {
            if (DateOnly.TryParseExact(entry.Name[(Kind.Length + 1)..], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                && date >= from && date <= to
                && await _records.ReadAsync(Id(date), cancellationToken) is var (day, _, _))
            {
                yield return (date, day);
            }
        }
    }

    /// <summary>Changes a day.</summary>
    /// <param name="date">The day.</param>
    /// <param name="change">Makes the new record of the one that is there; what it throws is this change's failure alone.</param>
    /// <param name="cancellationToken">Waits no longer; the change may be made all the same.</param>
    /// <returns>The day with it.</returns>
    public async Task<SpendDay> ChangeAsync(DateOnly date, Func<SpendDay, SpendDay> change, CancellationToken cancellationToken)
    {
        var mine = new DayChange(date, change, new TaskCompletionSource<SpendDay>(TaskCreationOptions.RunContinuationsAsynchronously));
        Add(mine);
        return await mine.Done!.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Changes a day as soon as the store takes it.</summary>
    public void Change(DateOnly date, Func<SpendDay, SpendDay> change) => Add(new DayChange(date, change, Done: null));

    /// <summary>Waits for what is being written.</summary>
    public async ValueTask DisposeAsync() => await WrittenAsync(CancellationToken.None);

    private static string Id(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Waits until what this instance has changed so far is written, or the store does not take it. What changes meanwhile is not waited for.</summary>
    private async Task WrittenAsync(CancellationToken cancellationToken)
    {
        var last = new TaskCompletionSource<SpendDay>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_isWriting && _waiting.Count == 0)
            {
                return;
            }
        }

        Add(new DayChange(_date, day => day, last));

        await ((Task)last.Task).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>How long a record may be, at most: it is written out only where it might be too long.</summary>
    private static int SizeOf(SpendDay day) =>
        (day.Rows.Count + day.Open.Count) * LongestLine <= IRecordStore.MostBytes ? 0 : JsonSerializer.SerializeToUtf8Bytes(day, SpendingJson.Default.SpendDay).Length;

    private void Add(DayChange change)
    {
        lock (_lock)
        {
            _waiting.AddLast(change);
            if (!_isWriting)
            {
                (_isWriting, _writing) = (true, Task.Run(WriteAllAsync));
            }
        }
    }

    private async Task WriteAllAsync()
    {
        while (TakeTogether() is { Count: > 0 } changes)
        {
            try
            {
                await WriteAsync(changes);
            }
            catch (Exception failure)
            {
                changes.ForEach(change => change.Done?.TrySetException(failure));
                lock (_lock)
                {
                    // What nobody waits for is written with the next change: the store may be back then.
                    foreach (var change in changes.Where(change => change.Done is null))
                    {
                        _waiting.AddFirst(change);
                    }

                    if (_waiting.All(change => change.Done is null))
                    {
                        _isWriting = false;
                        return;
                    }
                }
            }
        }
    }

    /// <summary>The changes of the day that has waited longest; none when nothing waits.</summary>
    private List<DayChange> TakeTogether()
    {
        lock (_lock)
        {
            var changes = _waiting.Where(change => change.Date == _waiting.First!.Value.Date).ToList();
            changes.ForEach(change => _waiting.Remove(change));
            _date = changes.Count > 0 ? changes[0].Date : _date;
            _isWriting = changes.Count > 0;
            return changes;
        }
    }

    private async Task WriteAsync(List<DayChange> changes)
    {
        var date = changes[0].Date;
        var known = _last is { } last && last.Date == date ? last : ((DateOnly Date, SpendDay Day, string Tag)?)null;
        var isFresh = false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            SpendDay day;
            string? tag;
            if (known is { } remembered)
            {
                (day, tag, known) = (remembered.Day, remembered.Tag, null);
            }
            else
            {
                (day, tag) = await _records.ReadAsync(Id(date), CancellationToken.None) is var (record, found, _)
                    ? (record, found)
                    : (new SpendDay { MonthBefore = await SpentBeforeAsync(date, CancellationToken.None) }, null);
                isFresh = true;
            }

            var (next, refused) = Apply(day, changes);
            if (refused.Count > 0 && !isFresh)
            {
                // Another instance may have given back what is missing.
                continue;
            }

            foreach (var (change, failure) in refused)
            {
                change.Done?.TrySetException(failure);
                changes.Remove(change);
            }

            if (changes.Count == 0)
            {
                return;
            }

            if (ReferenceEquals(next, day))
            {
                changes.ForEach(change => change.Done?.TrySetResult(next));
                return;
            }

            if (SizeOf(next) > IRecordStore.MostBytes)
            {
                next = next.Folded();
            }

            if (await _records.TryWriteAsync(Id(date), next, tag, CancellationToken.None) is { } written)
            {
                _last = (date, next, written);
                changes.ForEach(change => change.Done?.TrySetResult(next));
                return;
            }
        }

        throw new ConnectorException(503, ErrorCodes.StorageUnavailable, "Too many instances count the day's credits at once. Try again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    private static (SpendDay Day, List<(DayChange Change, ConnectorException Failure)> Refused) Apply(SpendDay day, List<DayChange> changes)
    {
        var refused = new List<(DayChange, ConnectorException)>();
        foreach (var change in changes)
        {
            try
            {
                day = change.Change(day);
            }
            catch (ConnectorException failure)
            {
                refused.Add((change, failure));
            }
        }

        return (day, refused);
    }

    /// <summary>What the month's days before a day have spent.</summary>
    private async Task<decimal> SpentBeforeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var spent = 0m;
        for (var day = new DateOnly(date.Year, date.Month, 1); day < date; day = day.AddDays(1))
        {
            spent += (await _records.ReadAsync(Id(day), cancellationToken))?.Record.Spent ?? 0;
        }

        return spent;
    }
}
