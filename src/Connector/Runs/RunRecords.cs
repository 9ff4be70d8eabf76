using System.Text.Json;
using Connector.Failures;
using Connector.Records;

namespace Connector.Runs;

/// <summary>The runs and batches in the record store.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock; the store's own, where it has one.</param>
public sealed class RunRecords(IRecordStore store, TimeProvider time)
{
    /// <summary>How long an ended run is remembered: longer than any host retries, as long as upstream keeps its own results.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>How long a job may lie untouched: as long as the Functions host hides the message of an instance that died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly RunSightings _sightings = new(time);
    private readonly JsonRecords<RunRecord> _runs = new(store, "runs", RunJson.Default.RunRecord);
    private readonly JsonRecords<BatchRecord> _batches = new(store, "batches", RunJson.Default.BatchRecord);

    /// <summary>The runs that this process holds.</summary>
    internal HeldRuns Held { get; } = new();

    /// <summary>The time that all instances on the store agree on: records are dated by it.</summary>
    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Sees that records can be kept.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public Task ProveAsync(CancellationToken cancellationToken) => store.ProveAsync(cancellationToken);

    /// <summary>Reads a run with the tag to replace it by; null when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<(RunRecord Record, string Tag)?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await WatchAsync(() => _runs.ReadAsync(id, cancellationToken)) is var (record, tag, age) ? (Seen(id, record, tag, age), tag) : null;

    /// <summary>Reads a run; in its place the failure of one that is there and cannot be read.</summary>
    internal async Task<(RunRecord? Run, ConnectorException? Unreadable)> TryReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return ((await ReadAsync(id, cancellationToken))?.Record, null);
        }
        catch (ConnectorException failure) when (RecordFailures.IsOfOneRecord(failure))
        {
            return (null, failure);
        }
    }

    /// <summary>Creates a run, or replaces it when its tag is still this one.</summary>
    /// <param name="record">The run.</param>
    /// <param name="tag">The tag of what is replaced; null when there must be none.</param>
    /// <param name="cancellationToken">Stops it; whether it was written is not known then.</param>
    /// <returns>The new tag; null when somebody else was faster.</returns>
    public Task<string?> TryWriteAsync(RunRecord record, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return WatchAsync(() => _runs.TryWriteAsync(record.Id, record with { Written = Now }, tag, cancellationToken));
    }

    /// <summary>Deletes the runs that ended long ago, and those that nobody has touched for as long; batches in the same way.</summary>
    /// <param name="age">Only those last written so long ago; it must be more than <see cref="Life"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The failures of those that could not be read, and are gone all the same.</returns>
    public async Task<IReadOnlyList<ConnectorException>> SweepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var unreadable = await _runs.SweepAsync(age, time, (id, run, tag, known) => Seen(id, run, tag, known).IsHeld, cancellationToken);
        return [.. unreadable, .. await _batches.SweepAsync(age, time, (_, _, _, _) => false, cancellationToken)];
    }

    /// <summary>How many bytes the record of a batch has.</summary>
    internal static int SizeOf(BatchRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, RunJson.Default.BatchRecord).Length;

    /// <summary>Reads a batch with the tag to replace it by; null when there is none.</summary>
    internal async Task<(BatchRecord Record, string Tag)?> ReadBatchAsync(string id, CancellationToken cancellationToken) =>
        await _batches.ReadAsync(id, cancellationToken) is var (record, tag, _) ? (record, tag) : null;

    /// <summary>Creates a batch, or replaces it when its tag is still this one; null when somebody else was faster.</summary>
    internal Task<string?> TryWriteBatchAsync(BatchRecord record, string? tag, CancellationToken cancellationToken) =>
        _batches.TryWriteAsync(record.Id, record, tag, cancellationToken);

    /// <summary>The run with the time that its record has not changed.</summary>
    private RunRecord Seen(string id, RunRecord run, string tag, TimeSpan age)
    {
        if (run.Owner is { } owner && Held.Find(id, owner) is { } mine)
        {
            // A store that takes no writing keeps it from being renewed, or its end from being written; this process knows better.
            return mine.UnwrittenEnd ?? run with { Silence = TimeSpan.Zero };
        }

        if (run.Owner is not null)
        {
            return run with { Silence = _sightings.SilenceOf(id, tag, age) };
        }

        _sightings.Forget(id);
        return run with { Silence = age };
    }

    /// <summary>Notes whether the store answers.</summary>
    private async Task<T> WatchAsync<T>(Func<Task<T>> call)
    {
        try
        {
            var answer = await call();
            _sightings.Answered();
            return answer;
        }
        catch (Exception failure) when (failure is ConnectorException or IOException && !RecordFailures.IsOfOneRecord(failure))
        {
            _sightings.Failed();
            throw;
        }
    }
}
