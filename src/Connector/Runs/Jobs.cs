using Connector.Actions;
using Connector.Callers;
using Connector.Failures;
using Connector.Files;
using Connector.Input;
using Connector.Output;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>Runs that no request waits for: begun, looked at, cancelled.</summary>
/// <param name="catalog">The actions.</param>
/// <param name="records">The runs.</param>
/// <param name="index">Those that have not ended.</param>
/// <param name="queue">Who carries them on.</param>
/// <param name="runner">Checks inputs.</param>
/// <param name="files">Keeps the files that came with an input.</param>
/// <param name="sink">Where those files go from.</param>
/// <param name="spilled">Runs whose results the store did not take.</param>
/// <param name="log">The log.</param>
/// <param name="events">Is told what has ended; null for nobody.</param>
public sealed class Jobs(
    Catalog catalog,
    RunRecords records,
    JobIndex index,
    IJobQueue queue,
    ActionRunner runner,
    FileStore files,
    IMediaSink sink,
    SpilledRuns spilled,
    ILogger<Jobs> log,
    IRunEvents? events = null)
{
    /// <summary>Queues a run, unless its key's run is there already. The input is checked first, so a bad one is told at once.</summary>
    /// <param name="id">The run's id, from <see cref="RunKey.Of"/>; null for a run that nobody can repeat.</param>
    /// <param name="input">The input.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The run, and whether it was another request's.</returns>
    /// <exception cref="ConnectorException">The input has problems (400), or the key came with another one before (422).</exception>
    public async Task<(RunRecord Run, bool Replayed)> StartAsync(string? id, ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        input.ThrowIfInvalid();
        try
        {
            var fingerprint = await InputFingerprint.OfAsync(input, cancellationToken);
            var check = () => runner.CheckAsync(input, cancellationToken);
            await (id is null ? RunFailures.UnsentAsync(check) : check());
            var (run, replayed) = await WriteAsync(new JobTicket(id ?? RunKey.New()), input, fingerprint, context, cancellationToken);

            // What is written down is queued, though its caller may have gone.
            await QueueAsync(run, CancellationToken.None);
            return (run, replayed);
        }
        catch (ConnectorException failure) when (failure is { Code: ErrorCodes.StorageUnavailable, MayHaveBeenCharged: null })
        {
            // A run may be written down all the same, by this request or an earlier one, and then somebody will carry it on.
            failure.MayHaveBeenCharged = true;
            throw;
        }
    }

    /// <summary>Writes a run down that is to be queued, unless its id's run is there already.</summary>
    /// <param name="job">The job. Those of a batch are put into the index by the batch, when all are written.</param>
    /// <param name="input">The input, checked and its files found.</param>
    /// <param name="fingerprint">The fingerprint it had before.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<(RunRecord Run, bool Replayed)> WriteAsync(
        JobTicket job, ActionInput input, string fingerprint, RunContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await records.ReadAsync(job.Id, cancellationToken);
            if (known is { } other && !other.Record.MayBeginAnew(records.Now))
            {
                KeyedRuns.ThrowIfAnother(other.Record, fingerprint);
                return (await spilled.TryRestoreAsync(other.Record, fingerprint, other.Tag, cancellationToken) ?? other.Record, Replayed: true);
            }

            var stored = await RunFailures.UnsentAsync(() => StoredInput.WriteAsync(input, files, cancellationToken));
            var run = new RunRecord
            {
                Id = job.Id,
                Batch = job.Batch,
                Place = job.Place,
                TellsBatch = context.TellsBatch,
                CallbackUrl = input.CallbackUrl,
                Action = input.Action.Name,
                Caller = input.Caller.Name,
                Fingerprint = fingerprint,
                State = RunState.Queued,
                Created = records.Now,
                RequestId = context.RequestId,
                FilesUrl = context.FilesUrl,
                Input = stored.Values,
                InputWarnings = WarningsOf(input),
                InputFiles = stored.Files,
            };
            if (job.Batch is null)
            {
                await RunFailures.UnsentAsync(() => index.AddAsync(job, cancellationToken));
            }

            if (await records.TryWriteAsync(run, known?.Tag, cancellationToken) is not null)
            {
                if (known is not null && job.Batch is null)
                {
                    // Somebody may be tidying up after the run that this one replaces: the entry's new tag stops it.
                    await index.AddAsync(job, CancellationToken.None);
                }

                return (run, Replayed: false);
            }

            await DeleteAsync(stored.Files, cancellationToken);
        }
    }

    /// <summary>Queues a run that nobody carries on: whoever wrote it down may have been killed before it was in the queue.</summary>
    internal Task QueueAsync(RunRecord run, CancellationToken cancellationToken) =>
        run is { IsUnfinishedJob: true, IsHeld: false } ? queue.AddAsync(run.Job, TimeSpan.Zero, cancellationToken) : Task.CompletedTask;

    /// <summary>Follows a job that upstream has begun: a run of the connector's own ends with its result.</summary>
    /// <param name="receipt">What upstream answered.</param>
    /// <param name="input">The input that began it.</param>
    /// <param name="context">The request.</param>
    /// <returns>The run; null when the store does not answer. The receipt stands all the same, since the job has been paid for.</returns>
    public async Task<RunRecord?> TryFollowAsync(JobReceipt receipt, ActionInput input, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var run = new RunRecord
        {
            Id = RunKey.OfUpstreamJob(input.Action.App.Slug, receipt.Id),
            Action = input.Action.Name,
            Caller = input.Caller.Name,
            Fingerprint = "",
            State = RunState.Waiting,
            Created = records.Now,
            RequestId = context.RequestId,
            FilesUrl = context.FilesUrl,
            Input = StoredInput.WriteFor(catalog.Find(receipt.ResultAction), input),
            InputWarnings = WarningsOf(input),
            CallbackUrl = input.CallbackUrl,
            Upstream = new UpstreamJob(receipt.Id, receipt.ResultAction, records.Now, receipt.Credits) { Recipe = runner.RecipeOf(input, receipt) },
        };
        try
        {
            await index.AddAsync(run.Job, CancellationToken.None);
            var known = await records.TryWriteAsync(run, tag: null, CancellationToken.None) is null
                ? (await records.ReadAsync(run.Id, CancellationToken.None))?.Record
                : run;
            if (known is not null)
            {
                await QueueAsync(known, CancellationToken.None);
            }

            return known;
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            return null;
        }
    }

    /// <summary>Looks at a job, and queues it again if nobody has touched it for long: no lost message leaves a caller waiting.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>job_not_found</c> (404), also where it is another's.</exception>
    public async Task<RunRecord> FindAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        var (run, tag) = await ReadAsync(id, caller, cancellationToken);
        if (run.IsForgotten(records.Now - RunRecords.Patience))
        {
            await TryQueueAgainAsync(run, tag, TimeSpan.Zero, cancellationToken);
        }

        return await spilled.TryRestoreAsync(run, fingerprint: null, tag, cancellationToken) ?? run;
    }

    /// <summary>Cancels a job. One that upstream works on is given up; it may be charged all the same.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>job_not_found</c> (404), also where it is another's; <c>job_ended</c> (409).</exception>
    public async Task CancelAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        await ReadAsync(id, caller, cancellationToken);
        if (!await TryCancelAsync(id, cancellationToken))
        {
            throw new ConnectorException(409, ErrorCodes.JobEnded, "The job has ended; there is nothing to cancel. GET it for its result.");
        }
    }

    /// <summary>Cancels a job, if it has not ended.</summary>
    internal async Task<bool> TryCancelAsync(string id, CancellationToken cancellationToken)
    {
        while (await records.ReadAsync(id, cancellationToken) is var (run, tag) && run.State != RunState.Done)
        {
            // Whoever holds it notices within a second, at once if it is this process; what nobody holds ends here.
            var cancelled = run.IsHeld ? run with { CancelRequested = true } : Cancelled(run, records.Now);
            if (await records.TryWriteAsync(cancelled, tag, cancellationToken) is not null)
            {
                if (cancelled.State == RunState.Done)
                {
                    RunLog.Ended(log, run, cancelled.Answer!, records.Now);
                    await TryTidyAsync(run.Job, cancellationToken);
                }
                else
                {
                    await records.Held.StopAsync(id);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Queues a job again whose message is lost. It is written first: of all who find it, one queues it.</summary>
    internal async Task<bool> TryQueueAgainAsync(RunRecord run, string tag, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (await records.TryWriteAsync(run, tag, cancellationToken) is null)
        {
            return false;
        }

        await queue.AddAsync(run.Job, delay, cancellationToken);
        return true;
    }

    /// <summary>Tidies up after a job: deletes the files that were stored for it, and takes it out of the index.</summary>
    /// <returns>Whether it has ended.</returns>
    internal async Task<bool> TryTidyAsync(JobTicket job, CancellationToken cancellationToken)
    {
        // The entry is read before the run: if the job begins anew after that, the entry gets another tag and stays.
        var entry = await index.ReadAsync(job, cancellationToken);
        if (await records.ReadAsync(job.Id, cancellationToken) is not { } found || found.Record.IsUnfinishedJob)
        {
            return false;
        }

        await DeleteAsync(found.Record.InputFiles ?? [], cancellationToken);
        if (entry is var (_, tag))
        {
            await (events?.JobEndedAsync(found.Record, cancellationToken) ?? Task.CompletedTask);
            await index.TryDeleteAsync(job, tag, cancellationToken);
            if (found.Record is { TellsBatch: true, Batch: { } batch })
            {
                await (events?.BatchMayHaveEndedAsync(batch, cancellationToken) ?? Task.CompletedTask);
            }
        }

        return true;
    }

    /// <summary>Takes a job out of the index that nobody has written down for long: its request was killed before it did.</summary>
    internal async Task<bool> TryForgetAsync(JobTicket job, CancellationToken cancellationToken)
    {
        if (await index.ReadAsync(job, cancellationToken) is not var (since, tag))
        {
            return true;
        }

        return since + RunRecords.Patience < records.Now
            && await records.ReadAsync(job.Id, cancellationToken) is null
            && await index.TryDeleteAsync(job, tag, cancellationToken);
    }

    /// <summary>Deletes the files that were stored for a run alone.</summary>
    internal async Task DeleteAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            await sink.DeleteAsync(path, cancellationToken);
        }
    }

    /// <summary>404: there is no such job, or not any more.</summary>
    internal static ConnectorException NotFound(string id) => ConnectorException.NotFound(
        ErrorCodes.JobNotFound, $"There is no job \"{InputText.Shorten(id)}\". Ended jobs are kept for {RunRecords.Life.TotalHours:0} hours.");

    private static IReadOnlyList<string>? WarningsOf(ActionInput input) => input.Warnings.Count > 0 ? input.Warnings : null;

    private static RunRecord Cancelled(RunRecord run, DateTimeOffset now) =>
        run.Ended(RunAnswer.Of(RunFailures.Cancelled(mayHaveBeenCharged: run.State is RunState.Sent or RunState.Waiting), run.RequestId), now);

    private async Task<(RunRecord Record, string Tag)> ReadAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        RunKey.IsId(id) && await records.ReadAsync(id, cancellationToken) is var (run, tag) && caller.SeesWorkOf(run.Caller) ? (run, tag) : throw NotFound(id);
}
