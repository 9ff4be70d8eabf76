using Connector.Failures;
using Connector.Input;

namespace Connector.Runs;

/// <summary>Many runs of one action at once, each of them a job that goes its own way.</summary>
/// <param name="records">The runs and batches.</param>
/// <param name="jobs">The single runs.</param>
/// <param name="runner">Checks inputs.</param>
/// <param name="time">The clock.</param>
public sealed class Batches(RunRecords records, Jobs jobs, ActionRunner runner, TimeProvider time)
{
    /// <summary>
    /// Queues a batch, unless its key's batch is there already; then that is the answer, and what was not queued of it is queued
    /// now. All inputs are checked first, and if one has problems, nothing is begun.
    /// </summary>
    /// <param name="id">The batch's id, from <see cref="RunKey"/>.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The batch, and whether it was another request's.</returns>
    /// <exception cref="ConnectorException">Inputs have problems or cost too much (400), or the key came with other ones before (422).</exception>
    public async Task<(Batch Batch, bool Replayed)> StartAsync(string id, BatchInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var fingerprints = await InputFingerprint.OfEachAsync(input, cancellationToken);
        var mine = new BatchRecord(id, input.Action.Name, InputFingerprint.Of(fingerprints), input.Inputs.Count, time.GetUtcNow(), context.RequestId);
        var known = await records.ReadBatchAsync(id, cancellationToken);
        if (known is null || known.Value.Record.MayBeginAnew(time.GetUtcNow()))
        {
            await CheckAsync(input, cancellationToken);

            // Nothing runs before all of it is written down. Whatever stops in between, a repeat with the same key goes on here.
            foreach (var (run, one, fingerprint) in mine.RunIds.Zip(input.Inputs, fingerprints))
            {
                await jobs.WriteAsync(run, one, fingerprint, context, cancellationToken);
            }

            if (await records.TryWriteBatchAsync(mine, known?.Tag, cancellationToken) is not null)
            {
                return (await QueueAsync(mine), Replayed: false);
            }

            known = await records.ReadBatchAsync(id, cancellationToken);
        }

        var other = known?.Record ?? throw NotFound(id);
        if (other.Fingerprint != mine.Fingerprint)
        {
            throw KeyedRuns.KeyReused(other.Action);
        }

        return (await QueueAsync(other), Replayed: true);
    }

    /// <summary>Looks at a batch.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>batch_not_found</c> (404).</exception>
    public async Task<Batch> FindAsync(string id, CancellationToken cancellationToken) =>
        await ReadAsync(await FindRecordAsync(id, cancellationToken), cancellationToken);

    /// <summary>Cancels the jobs of a batch that have not ended.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>batch_not_found</c> (404).</exception>
    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        // The last ones first: those are the ones that nobody has begun.
        foreach (var run in (await FindRecordAsync(id, cancellationToken)).RunIds.Reverse())
        {
            await jobs.TryCancelAsync(run, cancellationToken);
        }
    }

    private static ConnectorException NotFound(string id) => ConnectorException.NotFound(
        ErrorCodes.BatchNotFound, $"There is no batch \"{InputText.Shorten(id)}\". Batches are kept for {RunRecords.Life.TotalHours:0} hours.");

    private async Task CheckAsync(BatchInput input, CancellationToken cancellationToken)
    {
        for (var index = 0; index < input.Inputs.Count; index++)
        {
            input.AddProblems(index, await runner.FindProblemsAsync(input.Inputs[index], cancellationToken));
        }

        input.ThrowIfInvalid();
    }

    /// <summary>Queues what is written down, though its caller may have gone.</summary>
    private async Task<Batch> QueueAsync(BatchRecord record)
    {
        var batch = await ReadAsync(record, CancellationToken.None);
        foreach (var run in batch.Runs.OfType<RunRecord>())
        {
            await jobs.QueueAsync(run, CancellationToken.None);
        }

        return batch;
    }

    private async Task<Batch> ReadAsync(BatchRecord record, CancellationToken cancellationToken)
    {
        var runs = await Task.WhenAll(record.RunIds.Select(run => records.ReadAsync(run, cancellationToken)));
        return new Batch(record, [.. runs.Select(run => run?.Record)]);
    }

    private async Task<BatchRecord> FindRecordAsync(string id, CancellationToken cancellationToken) =>
        (RunKey.IsId(id) ? (await records.ReadBatchAsync(id, cancellationToken))?.Record : null) ?? throw NotFound(id);
}
