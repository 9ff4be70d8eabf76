using System.Text.Json;
using Connector.Records;

namespace Connector.Runs;

/// <summary>The runs and batches in the record store.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class RunRecords(IRecordStore store, TimeProvider time)
{
    /// <summary>How long an ended run is remembered: longer than any host retries, as long as upstream keeps its own results.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>How long a job may lie untouched: as long as the Functions host hides the message of an instance that died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly JsonRecords<RunRecord> _runs = new(store, "runs", RunJson.Default.RunRecord);
    private readonly JsonRecords<BatchRecord> _batches = new(store, "batches", RunJson.Default.BatchRecord);

    /// <summary>The runs that this process holds.</summary>
    internal HeldRuns Held { get; } = new();

    /// <summary>Reads a run with the tag to replace it by; null when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task<(RunRecord Record, string Tag)?> ReadAsync(string id, CancellationToken cancellationToken) => _runs.ReadAsync(id, cancellationToken);

    /// <summary>Creates a run, or replaces it when its tag is still this one.</summary>
    /// <param name="record">The run.</param>
    /// <param name="tag">The tag of what is replaced; null when there must be none.</param>
    /// <param name="cancellationToken">Stops it; whether it was written is not known then.</param>
    /// <returns>The new tag; null when somebody else was faster.</returns>
    public Task<string?> TryWriteAsync(RunRecord record, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _runs.TryWriteAsync(record.Id, record with { Written = time.GetUtcNow() }, tag, cancellationToken);
    }

    /// <summary>Deletes the runs that ended long ago, and those that nobody has touched for as long; batches in the same way.</summary>
    /// <param name="before">Only those last written before; it must lie further back than <see cref="Life"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await _runs.SweepAsync(before, run => run.IsHeld(now), cancellationToken);
        await _batches.SweepAsync(before, _ => false, cancellationToken);
    }

    /// <summary>How many bytes the record of a batch has.</summary>
    internal static int SizeOf(BatchRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, RunJson.Default.BatchRecord).Length;

    /// <summary>Reads a batch with the tag to replace it by; null when there is none.</summary>
    internal Task<(BatchRecord Record, string Tag)?> ReadBatchAsync(string id, CancellationToken cancellationToken) => _batches.ReadAsync(id, cancellationToken);

    /// <summary>Creates a batch, or replaces it when its tag is still this one; null when somebody else was faster.</summary>
    internal Task<string?> TryWriteBatchAsync(BatchRecord record, string? tag, CancellationToken cancellationToken) =>
        _batches.TryWriteAsync(record.Id, record, tag, cancellationToken);
}
