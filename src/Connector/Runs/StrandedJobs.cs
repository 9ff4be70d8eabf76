using Connector.Failures;
using Connector.Records;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>
/// Finds jobs whose messages are lost, and queues them again. A job whose message only waits its turn is not one of them, however
/// long that takes.
/// </summary>
/// <param name="index">The jobs that have not ended.</param>
/// <param name="records">The runs.</param>
/// <param name="jobs">Queues them again, and tidies up.</param>
/// <param name="batches">Completes those that are not in the queue as a whole.</param>
/// <param name="queue">The queue.</param>
/// <param name="log">The log.</param>
public sealed class StrandedJobs(
    JobIndex index, RunRecords records, Jobs jobs, Batches batches, StorageJobQueue queue, ILogger<StrandedJobs> log)
{
    /// <summary>How far the clocks of instances and of the store may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>For how long a message that was put aside is this instance's.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Looks once.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The store does not answer.</exception>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await EmptyPoisonAsync(cancellationToken);

        // Messages are taken in the order in which they were added: only what is older than the first one can have lost its message.
        var now = records.Now;
        var untouchedSince = now - RunRecords.Patience;
        if (await queue.OldestAsync(cancellationToken) is { } oldest && oldest - ClockSkew < untouchedSince)
        {
            untouchedSince = oldest - ClockSkew;
        }

        await Parallel.ForEachAsync(
            index.ListAsync(cancellationToken),
            Batches.InParallel(cancellationToken),
            async (entry, token) =>
            {
                if (entry.Since < untouchedSince)
                {
                    await RecoverAsync(entry, untouchedSince, token);
                }
            });
    }

    /// <summary>A minute, and twice as long after each failure.</summary>
    private static TimeSpan PauseAfter(int failures) =>
        failures < 6 ? TimeSpan.FromMinutes(1 << failures) : LongestPause;

    private async Task RecoverAsync(JobIndexEntry entry, DateTimeOffset untouchedSince, CancellationToken cancellationToken)
    {
        try
        {
            if (entry.Job is not { } job)
            {
                await batches.CompleteAsync(entry.Batch!, cancellationToken);
                return;
            }

            if (await records.ReadAsync(job.Id, cancellationToken) is not var (run, tag))
            {
                await jobs.TryForgetAsync(job, cancellationToken);
            }
            else if (!run.IsUnfinishedJob)
            {
                await jobs.TryTidyAsync(job, cancellationToken);
            }
            else if (run.IsForgotten(untouchedSince)
                && await jobs.TryQueueAgainAsync(run, tag, TimeSpan.Zero, cancellationToken))
            {
                log.LogWarning("Nobody has touched the job {Id} since {Written}; it is queued again.", job.Id, run.Written);
            }
        }
        catch (ConnectorException unreadable) when (RecordFailures.IsOfOneRecord(unreadable))
        {
            log.LogError("A job cannot be carried on: {Reason}", unreadable.Message);
        }
    }

    private async Task EmptyPoisonAsync(CancellationToken cancellationToken)
    {
        while (await queue.ReceivePoisonAsync(Hidden, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (await IsDealtWithAsync(message, cancellationToken))
                {
                    await queue.DeletePoisonAsync(message, cancellationToken);
                }
            }
        }
    }

    private async Task<bool> IsDealtWithAsync(PoisonMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (message.Text.StartsWith(StorageJobQueue.CallbackStart, StringComparison.Ordinal))
            {
                // Its index still has the delivery.
                return true;
            }

            if (!RunKey.IsId(message.Text) || await records.ReadAsync(message.Text, cancellationToken) is not var (run, tag))
            {
                log.LogError("A message of the queue {Queue} failed for good and is deleted; it names no job of this app: {Text}", queue.Name, InputText.Shorten(message.Text));
                return true;
            }

            var now = records.Now;
            if (!run.IsUnfinishedJob || run.IsHeld)
            {
                // It has ended, or somebody is at it; should that one die, the index still has the job.
                return true;
            }

            var pause = PauseAfter(run.Failures);
            var again = run with { Failures = run.Failures + 1, NextLook = now + pause };
            if (!await jobs.TryQueueAgainAsync(again, tag, pause, cancellationToken))
            {
                return false;
            }

            log.LogWarning("The message of the job {Id} failed for good, {Count} times by now; it is queued again in {Pause}.", run.Id, again.Failures, pause);
            return true;
        }
        catch (ConnectorException unreadable) when (RecordFailures.IsOfOneRecord(unreadable))
        {
            // The index still has the job, should a later version be able to read it.
            log.LogError("A message of the queue {Queue} failed for good and is deleted: {Reason}", queue.Name, unreadable.Message);
            return true;
        }
    }
}
