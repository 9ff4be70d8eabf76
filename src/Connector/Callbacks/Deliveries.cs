using Connector.Failures;
using Connector.Records;
using Connector.Runs;

namespace Connector.Callbacks;

/// <summary>The deliveries in the record store, and those that are due in an index of their own, as the jobs are.</summary>
public sealed class Deliveries : ISwept
{
    private readonly JsonRecords<Delivery> _records;
    private readonly TimeProvider _time;
    private readonly RunSightings _sightings;

    /// <summary>Opens them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock; the store's own, where it has one.</param>
    public Deliveries(IRecordStore store, TimeProvider time)
    {
        (_time, _sightings, Due) = (time, new RunSightings(time), new JobIndex(store, time, "deliveries-due"));
        _records = new(store, "deliveries", CallbackJson.Default.Delivery);
    }

    /// <summary>Those that have not ended, and the batches whose end is to be told.</summary>
    internal JobIndex Due { get; }

    /// <summary>The time that all instances on the store agree on.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Finds a call's own callback; null when it has none, or has not ended.</summary>
    /// <param name="subject">The job or batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Delivery?> FindCallbackAsync(string subject, CancellationToken cancellationToken) =>
        (await ReadAsync(Delivery.IdOfCallback(subject), cancellationToken))?.Record;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConnectorException>> SweepAsync(TimeSpan age, CancellationToken cancellationToken) =>
        _records.SweepAsync(age, _time, (_, _, _, _) => false, cancellationToken);

    /// <summary>Writes a delivery down, unless it is there already.</summary>
    /// <returns>Whether it is new.</returns>
    internal async Task<bool> AddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await Due.AddAsync(new JobTicket(delivery.Id), cancellationToken);
        return await _records.TryWriteAsync(delivery.Id, delivery, tag: null, cancellationToken) is not null;
    }

    /// <summary>Reads a delivery, with the tag to replace it by and how long it has not changed, at least.</summary>
    internal async Task<(Delivery Record, string Tag, TimeSpan Silence)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await _records.ReadAsync(id, cancellationToken) is var (record, tag, age) ? (record, tag, _sightings.SilenceOf(id, tag, age)) : null;

    internal Task<string?> TryReplaceAsync(Delivery delivery, string tag, CancellationToken cancellationToken) =>
        _records.TryWriteAsync(delivery.Id, delivery, tag, cancellationToken);

    /// <summary>Takes a delivery out of the index that has ended, or that nobody has written down for long.</summary>
    /// <returns>Whether it is out.</returns>
    internal async Task<bool> TryTidyAsync(string id, CancellationToken cancellationToken)
    {
        var ticket = new JobTicket(id);
        if (await Due.ReadAsync(ticket, cancellationToken) is not var (since, tag))
        {
            return true;
        }

        var known = await ReadAsync(id, cancellationToken);
        return (known is { Record.HasEnded: true } || (known is null && since + RunRecords.Patience < Now))
            && await Due.TryDeleteAsync(ticket, tag, cancellationToken);
    }
}
