using Connector.Callers;
using Connector.Failures;
using Connector.Input;

namespace Connector.Runs;

/// <summary>Many runs of one action at once, each of them a job that goes its own way.</summary>
/// <param name="records">The runs and batches.</param>
/// <param name="index">The jobs that have not ended.</param>
/// <param name="jobs">The single runs.</param>
/// <param name="runner">Checks inputs.</param>
/// <param name="events">Is told what begins; null for nobody.</param>
public sealed class Batches(RunRecords records, JobIndex index, Jobs jobs, ActionRunner runner, IRunEvents? events = null)
{
    /// <summary>How many calls to the store one batch makes at once.</summary>
    private const int AtOnce = 8;

    private readonly BatchSummary _summary = new(records, index);

    /// <summary>
    /// Queues a batch, unless its key's batch is there already; then that is the answer, and what was not queued of it is queued
    /// now. All inputs are checked first, and if one has problems, nothing is begun.
    /// </summary>
    /// <param name="id">The batch's id, from <see cref="RunKey.OfBatch"/>; null for a batch that nobody can repeat.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The batch, and whether it was another request's.</returns>
    /// <exception cref="ConnectorException">Inputs have problems or cost too much (400), or the key came with other ones before (422).</exception>
    public async Task<(Batch Batch, bool Replayed)> StartAsync(string? id, BatchInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var fingerprints = await InputFingerprint.OfEachAsync(input, cancellationToken);
        var mine = new BatchRecord(id ?? RunKey.New(), input.Action.Name, InputFingerprint.Of(input.CallbackText is { } callback ? [.. fingerprints, callback] : fingerprints), input.Inputs.Count, records.Now, context.RequestId)
        {
            Caller = input.Caller.Name,
            FilesUrl = context.FilesUrl,
            CallbackUrl = input.CallbackUrl,
        };
        try
        {
            return await WriteAsync(mine, isNew: id is null, input, fingerprints, context, cancellationToken);
        }
        catch (ConnectorException failure) when (failure is { Code: ErrorCodes.StorageUnavailable, MayHaveBeenCharged: null })
        {
            // It may be written down all the same, by this request or an earlier one, and then somebody will carry it on.
            failure.MayHaveBeenCharged = true;
            throw;
        }
    }

    /// <summary>Looks at a batch.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>batch_not_found</c> (404), also where it is another's.</exception>
    public async Task<Batch> FindAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        var (record, tag) = await FindRecordAsync(id, caller, cancellationToken);
        return await _summary.ReadAsync(record, tag, cancellationToken);
    }

    /// <summary>Cancels the jobs of a batch that have not ended.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>batch_not_found</c> (404), also where it is another's.</exception>
    public async Task CancelAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        // The last ones first: those are the ones that nobody has begun.
        var (record, _) = await FindRecordAsync(id, caller, cancellationToken);
        await ForEachAsync(
            record.Jobs.Where(job => record.Ended?.ContainsKey(job.Place) != true).Reverse(),
            async (job, token) =>
            {
                if ((await records.TryReadAsync(job.Id, token)).Run is not null)
                {
                    await jobs.TryCancelAsync(job.Id, token);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Queues what is not in the queue yet of a batch that is written down as a whole, and gives up one that was not for so long that
    /// its request must have been killed. Does nothing for a batch whose beginning is over.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CompleteAsync(string id, CancellationToken cancellationToken)
    {
        if (await index.ReadBatchAsync(id, cancellationToken) is not var (since, tag))
        {
            return;
        }

        if (await records.ReadBatchAsync(id, cancellationToken) is not var (record, _))
        {
            if (since + RunRecords.Patience < records.Now)
            {
                await index.TryDeleteBatchAsync(id, tag, cancellationToken);
            }

            return;
        }

        var runs = new RunRecord?[record.Total];
        await ForEachAsync(
            record.Jobs, async (job, token) => runs[job.Place] = (await records.TryReadAsync(job.Id, token)).Run, cancellationToken);
        await QueueAsync(id, runs.OfType<RunRecord>(), cancellationToken);
    }

    /// <summary>How a batch calls the store: several calls at once, since each takes its time, and not as many as there are inputs.</summary>
    internal static ParallelOptions InParallel(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private static ConnectorException NotFound(string id) => ConnectorException.NotFound(
        ErrorCodes.BatchNotFound, $"There is no batch \"{InputText.Shorten(id)}\". Batches are kept for {RunRecords.Life.TotalHours:0} hours.");

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> call, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(items, InParallel(cancellationToken), async (item, token) => await call(item, token));

    private async Task<(Batch Batch, bool Replayed)> WriteAsync(
        BatchRecord mine, bool isNew, BatchInput input, IReadOnlyList<string> fingerprints, RunContext context, CancellationToken cancellationToken)
    {
        var known = isNew ? null : await records.ReadBatchAsync(mine.Id, cancellationToken);
        if (known is null || known.Value.Record.MayBeginAnew(records.Now))
        {
            var runs = await RunFailures.UnsentAsync(() => WriteRunsAsync(mine, input, fingerprints, context, cancellationToken));
            if (await records.TryWriteBatchAsync(mine, known?.Tag, cancellationToken) is not null)
            {
                // What is written down is queued, though its caller may have gone.
                await QueueAsync(mine.Id, runs, CancellationToken.None);
                return (new Batch(mine, [.. runs.Select(BatchItem.Of)]), Replayed: false);
            }

            known = await records.ReadBatchAsync(mine.Id, cancellationToken);
        }

        var (other, tag) = known ?? throw NotFound(mine.Id);
        if (other.Fingerprint != mine.Fingerprint)
        {
            throw KeyedRuns.KeyReused(other.Action);
        }

        await CompleteAsync(mine.Id, CancellationToken.None);
        return (await _summary.ReadAsync(other, tag, cancellationToken), Replayed: true);
    }

    /// <summary>
    /// Nothing runs before all of it is written down: its jobs enter the index when the batch's own record is there. Whatever stops in
    /// between, a repeat with the same key goes on here, and the batch's entry in the index tells others to.
    /// </summary>
    private async Task<RunRecord[]> WriteRunsAsync(
        BatchRecord batch, BatchInput input, IReadOnlyList<string> fingerprints, RunContext context, CancellationToken cancellationToken)
    {
        await CheckAsync(input, cancellationToken);
        var watched = context with { TellsBatch = events is not null && await events.BatchBeginsAsync(batch, cancellationToken) };
        await index.AddBatchAsync(batch.Id, cancellationToken);
        var runs = new RunRecord[input.Inputs.Count];
        await ForEachAsync(
            batch.Jobs,
            async (job, token) => (runs[job.Place], _) = await jobs.WriteAsync(job, input.Inputs[job.Place], fingerprints[job.Place], watched, token),
            cancellationToken);
        return runs;
    }

    private async Task CheckAsync(BatchInput input, CancellationToken cancellationToken)
    {
        var problems = new IReadOnlyList<Problem>[input.Inputs.Count];
        await ForEachAsync(
            Enumerable.Range(0, problems.Length),
            async (place, token) => problems[place] = await runner.FindProblemsAsync(input.Inputs[place], token),
            cancellationToken);
        foreach (var (place, found) in problems.Index())
        {
            input.AddProblems(place, found);
        }

        input.ThrowIfInvalid();
    }

    private async Task QueueAsync(string id, IEnumerable<RunRecord> runs, CancellationToken cancellationToken)
    {
        await ForEachAsync(
            runs.Where(run => run.IsUnfinishedJob),
            async (run, token) =>
            {
                await index.AddAsync(run.Job, token);
                await jobs.QueueAsync(run, token);
            },
            cancellationToken);
        await index.TryDeleteBatchAsync(id, tag: null, cancellationToken);
    }

    private async Task<(BatchRecord Record, string Tag)> FindRecordAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        RunKey.IsId(id) && await records.ReadBatchAsync(id, cancellationToken) is var (record, tag) && caller.SeesWorkOf(record.Caller) ? (record, tag) : throw NotFound(id);
}
