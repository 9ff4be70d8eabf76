using Connector.Failures;
using Connector.Records;

namespace Connector.Runs;

/// <summary>
/// How far batches have come, at the price of few reads: the batch's own record, one listing of its unfinished jobs, those that have
/// ended since the last look, and of the others as many as somebody may have begun.
/// </summary>
/// <param name="records">The runs and batches.</param>
/// <param name="index">The jobs that have not ended.</param>
internal sealed class BatchSummary(RunRecords records, JobIndex index)
{
    /// <summary>How many unfinished runs are read before another look whether anybody has begun any of them.</summary>
    private const int Stretch = 16;

    /// <summary>What answers may fill of a record: some space is left for those that are longer than most.</summary>
    private const int MostBytes = IRecordStore.MostBytes * 3 / 4;

    /// <summary>An end that was only taken for interrupted may yet turn out otherwise, as long as a call may last.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(1);

    /// <summary>Reads how far a batch has come, and keeps what has ended in its record.</summary>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Batch> ReadAsync(BatchRecord batch, string tag, CancellationToken cancellationToken)
    {
        var items = new BatchItem?[batch.Total];
        foreach (var (place, answer) in batch.Ended ?? new Dictionary<int, RunAnswer>())
        {
            items[place] = new BatchItem(RunKey.OfBatchItem(batch.Id, place), RunState.Done, answer);
        }

        var unfinished = new List<JobTicket>();
        if (batch.Ended?.Count != batch.Total)
        {
            await foreach (var job in index.ListAsync(batch.Id, cancellationToken))
            {
                if (job.Place < items.Length && items[job.Place] is null)
                {
                    unfinished.Add(job);
                }
            }
        }

        var ended = new Dictionary<int, RunAnswer>();
        var others = batch.Jobs.Where(job => items[job.Place] is null).Except(unfinished).ToList();
        await ReadAsync(others, items, ended, cancellationToken);
        foreach (var stretch in unfinished.Chunk(Stretch))
        {
            await ReadAsync(stretch, items, ended, cancellationToken);
            if (stretch.All(job => items[job.Place]!.State == RunState.Queued))
            {
                // Jobs are taken in order, by and large. An end further on is seen all the same: its entry has left the index.
                break;
            }
        }

        await KeepAsync(batch, tag, ended, cancellationToken);
        return new Batch(batch, [.. batch.Jobs.Select(job => items[job.Place] ?? new BatchItem(job.Id, RunState.Queued))]);
    }

    private async Task ReadAsync(
        IReadOnlyList<JobTicket> jobs, BatchItem?[] items, Dictionary<int, RunAnswer> ended, CancellationToken cancellationToken)
    {
        var runs = new (RunRecord? Run, ConnectorException? Unreadable)[jobs.Count];
        await Parallel.ForAsync(0, jobs.Count, Batches.InParallel(cancellationToken), async (index, token) =>
            runs[index] = await records.TryReadAsync(jobs[index].Id, token));
        var now = records.Now;
        foreach (var (job, (run, unreadable)) in jobs.Zip(runs))
        {
            items[job.Place] = run is not null ? BatchItem.Of(run) : unreadable is not null ? BatchItem.Failed(job.Id, unreadable) : BatchItem.Forgotten(job.Id);
            if (run is { Answer: { } answer } && (answer.Problem?.Code != ErrorCodes.RunInterrupted || run.Completed + LongestCall < now))
            {
                ended[job.Place] = answer;
            }
        }
    }

    /// <summary>Copies ends into the batch's record. If somebody else is faster or the store fails, the next look does it.</summary>
    private async Task KeepAsync(BatchRecord batch, string tag, Dictionary<int, RunAnswer> ended, CancellationToken cancellationToken)
    {
        if (ended.Count == 0)
        {
            return;
        }

        var known = batch.Ended ?? new Dictionary<int, RunAnswer>();
        var next = batch with { Ended = known.Concat(ended).ToDictionary() };
        if (RunRecords.SizeOf(next) > MostBytes)
        {
            return;
        }

        try
        {
            await records.TryWriteBatchAsync(next, tag, cancellationToken);
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            // What was read is answered all the same.
        }
    }
}
