using Connector.Access;
using Connector.Callers;
using Connector.Failures;
using Connector.Records;
using Connector.Runs;

namespace Connector.Callbacks;

/// <summary>Who wants to be told of what.</summary>
/// <param name="store">The store.</param>
/// <param name="access">Who the callers are.</param>
/// <param name="time">The clock.</param>
public sealed class Subscriptions(IRecordStore store, AccessKeys access, TimeProvider time)
{
    private const string Kind = "subscriptions";

    /// <summary>How long the list is taken as read: an instance learns of another's new subscription within this time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly JsonRecords<Subscription> _records = new(store, Kind, CallbackJson.Default.Subscription);
    private readonly Lock _lock = new();
    private (IReadOnlyList<Subscription> List, long Read)? _known;

    /// <summary>Adds one.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AddAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        await _records.TryWriteAsync(subscription.Id, subscription, tag: null, cancellationToken);
        Forget();
    }

    /// <summary>Finds one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>subscription_not_found</c> (404), also where it is another's.</exception>
    public async Task<Subscription> FindAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return RunKey.IsId(id) && await _records.ReadAsync(id, cancellationToken) is var (record, _, _) && caller.SeesWorkOf(record.Caller) ? record : throw NotFound(id);
    }

    /// <summary>Ends one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>subscription_not_found</c> (404), also where it is another's.</exception>
    public async Task EndAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, cancellationToken);
        if (!await TryEndAsync(id, cancellationToken))
        {
            throw NotFound(id);
        }
    }

    /// <summary>All of them, the oldest first.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken)
    {
        var list = new List<Subscription>();
        await foreach (var entry in store.ListAsync(Kind, cancellationToken))
        {
            if (await _records.ReadAsync(entry.Name[(Kind.Length + 1)..], cancellationToken) is var (record, _, _))
            {
                list.Add(record);
            }
        }

        return [.. list.OrderBy(one => one.Created).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }

    /// <summary>Those that want to be told of something.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="action">The action.</param>
    /// <param name="caller">Whose run or batch it is; null for nobody in particular.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<IEnumerable<Subscription>> WantingAsync(string type, string action, string? caller, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).Where(one => one.Wants(type, action) && (!access.Current.Isolate || one.Caller == caller));

    /// <summary>Whether one has not ended.</summary>
    internal async Task<bool> IsThereAsync(string id, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).Any(one => one.Id == id) || await _records.ReadAsync(id, cancellationToken) is not null;

    private async Task<IReadOnlyList<Subscription>> KnownAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<Subscription> List, long Read)? known;
        lock (_lock)
        {
            known = _known;
        }

        if (known is not { } read || time.GetElapsedTime(read.Read) > Fresh)
        {
            read = (await ListAsync(cancellationToken), time.GetTimestamp());
            lock (_lock)
            {
                _known = read;
            }
        }

        return read.List;
    }

    internal async Task<bool> TryEndAsync(string id, CancellationToken cancellationToken)
    {
        var ended = await store.TryDeleteAsync($"{Kind}/{id}", tag: null, cancellationToken);
        Forget();
        return ended;
    }

    private static ConnectorException NotFound(string id) =>
        ConnectorException.NotFound(ErrorCodes.SubscriptionNotFound, $"There is no subscription \"{InputText.Shorten(id)}\".");

    private void Forget()
    {
        lock (_lock)
        {
            _known = null;
        }
    }
}
