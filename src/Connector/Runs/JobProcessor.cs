using System.Text.Json.Nodes;
using Connector.Access;
using Connector.Actions;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Output;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>Carries jobs on, one step at a time: the call, then looking for the result of those that upstream works on.</summary>
/// <param name="catalog">The actions.</param>
/// <param name="records">The runs.</param>
/// <param name="runner">Runs actions.</param>
/// <param name="jobs">Tidies up after a job.</param>
/// <param name="access">Who the callers are.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class JobProcessor(Catalog catalog, RunRecords records, ActionRunner runner, Jobs jobs, AccessKeys access, TimeProvider time, ILogger<JobProcessor> log) : IJobCarrier, IAsyncDisposable
{
    /// <summary>v2beta: "results are stored for 24 hours".</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>How long a job waits for a store that has gone; its caller would rather have the picture than the news.</summary>
    private static readonly TimeSpan StorePatience = TimeSpan.FromHours(1);

    /// <summary>How long to leave a job alone whose store has gone.</summary>
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(5);

    /// <summary>How long the looks at a job may fail in the same way before it ends so: upstream has its faults, and keeps results meanwhile.</summary>
    private static readonly TimeSpan SameFailure = TimeSpan.FromMinutes(10);

    /// <summary>How long whoever ends a job has to tidy up after it, before others do.</summary>
    private static readonly TimeSpan EnderTidies = TimeSpan.FromMinutes(1);

    /// <summary>How long to leave a job alone that upstream takes no call for, at first.</summary>
    private static readonly TimeSpan FirstPutOff = TimeSpan.FromSeconds(5);

    private readonly RunExecutor _executor = new(runner);
    private readonly LastWrites _last = new(records, time);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _last.DisposeAsync();

    /// <summary>Carries a job on.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="cancellationToken">Stops it at once, as when the server stops; the job is carried on later, unless its call was on its way.</param>
    /// <returns>When to come back; null when the job has ended.</returns>
    /// <exception cref="ConnectorException"><c>job_not_found</c>: there is no such run; or the store does not answer.</exception>
    public async Task<TimeSpan?> ProcessAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await records.ReadAsync(id, cancellationToken) is not var (run, tag))
            {
                throw ConnectorException.NotFound(
                    ErrorCodes.JobNotFound,
                    $"The queue holds the job {id}, of which the file store knows nothing. Either it was forgotten long ago, or another app puts its jobs into this queue.");
            }

            var now = records.Now;
            if (run is { IsUnfinishedJob: true, IsHeld: true })
            {
                return run.HeldFor;
            }

            if (run is { State: RunState.Sent, IsHeld: false })
            {
                var interrupted = run.Interrupted(catalog.Find(run.Action), now);
                if (await records.TryWriteAsync(interrupted, tag, cancellationToken) is not null)
                {
                    RunLog.Ended(log, run, interrupted.Answer!, now);
                    if (await jobs.TryTidyAsync(run.Job, cancellationToken))
                    {
                        return null;
                    }
                }

                continue;
            }

            if (run.Completed + EnderTidies > now)
            {
                // Whoever ended it is tidying up; should that one have died, the index tells of the job again.
                return null;
            }

            // What has no input is a request's: that carries it on, and its repeat will if that request's instance has died.
            if (!run.IsUnfinishedJob)
            {
                if (await jobs.TryTidyAsync(run.Job, cancellationToken))
                {
                    return null;
                }

                continue;
            }

            // Not by a clock that has been set back since: the look would come late by as much.
            if (run.NextLook > now && run.Written <= now)
            {
                return run.NextLook - now;
            }

            using var told = CallerScope.Begin(log, run.Caller);
            var action = catalog.Find(run.Action);
            var mine = run with { State = run.State == RunState.Queued ? RunState.Running : run.State, NextLook = null };
            if (await RunLease.TryTakeAsync(records, mine, tag, time) is not { } lease)
            {
                continue;
            }

            TimeSpan? next;
            await using (lease)
            {
                next = await CarryOnAsync(lease, action, cancellationToken);
            }

            if (next is not null || await jobs.TryTidyAsync(run.Job, cancellationToken))
            {
                return next;
            }
        }
    }

    /// <summary>Takes a job out of the index that nobody has written down for long: its request was killed before it did.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<bool> TryForgetAsync(JobTicket job, CancellationToken cancellationToken) => jobs.TryForgetAsync(job, cancellationToken);

    /// <summary>Takes the step: when to come back is null when the job has ended, or somebody else has taken it over.</summary>
    private async Task<TimeSpan?> CarryOnAsync(RunLease lease, ConnectorAction action, CancellationToken cancellationToken)
    {
        try
        {
            var next = lease.Record.Upstream is { } upstream
                ? await LookAsync(lease, upstream, cancellationToken)
                : await BeginAsync(lease, action, cancellationToken);
            if (next is not null)
            {
                return next;
            }
        }
        catch (ConnectorException failure) when (IsToBeTriedAgain(failure, lease.Record))
        {
            // Upstream has not begun on it, or keeps what it has: nothing is known yet that would be an end.
            return await LetGoAsync(lease, lease.Record.Upstream is null ? RunState.Queued : RunState.Waiting, StorePause);
        }
        catch (ConnectorException failure)
        {
            await EndAsync(lease, RunAnswer.Of(failure, lease.Record.RequestId), failure);
        }
        catch (RunLostException)
        {
            // Whoever took it over carries it on.
        }

        return null;
    }

    /// <summary>Whether it has not been put off for so long that its caller had better know.</summary>
    private bool IsYoung(RunRecord run) => records.Now < run.Created + LongestWait;

    private async Task<TimeSpan?> BeginAsync(RunLease lease, ConnectorAction action, CancellationToken cancellationToken)
    {
        await using var input = await JsonInputReader.ReadAsync(action, lease.Record.Input!.Value.GetRawText(), cancellationToken);
        TakeOver(input, lease.Record);
        ActionReceipt receipt;
        try
        {
            receipt = await _executor.ExecuteAsync(lease, input, cancellationToken);
        }
        catch (ConnectorException busy) when (IsBusy(busy) && IsYoung(lease.Record))
        {
            // A job has time: it is put off, as one of which nothing was sent.
            var times = lease.Record.PutOff + 1;
            var pause = GrowingPause.After(FirstPutOff, times, busy.RetryAfter);
            return await LetGoAsync(lease, RunState.Queued, pause, record => record with { PutOff = times });
        }

        if (receipt is not JobReceipt job)
        {
            await EndAsync(lease, RunAnswer.Of(receipt));
            return null;
        }

        var interval = IntervalOf(job.ResultAction);
        await _last.WriteAsync(
            lease,
            record => record with
            {
                State = RunState.Waiting,
                Owner = null,
                NextLook = records.Now + interval,
                Input = StoredInput.WriteFor(catalog.Find(job.ResultAction), input),
                Upstream = new UpstreamJob(job.Id, job.ResultAction, records.Now, job.Credits) { Recipe = runner.RecipeOf(input, job) },
            });
        return interval;
    }

    private async Task<TimeSpan?> LookAsync(RunLease lease, UpstreamJob upstream, CancellationToken cancellationToken)
    {
        var action = catalog.Find(upstream.ResultAction);
        if (upstream.Since + LongestWait < records.Now)
        {
            throw new ConnectorException(
                504, ErrorCodes.UpstreamTimeout, $"{action.App.Title} had no result after {LongestWait.TotalHours:0} hours, and keeps none longer.")
            {
                MayHaveBeenCharged = true,
            };
        }

        var values = JsonNode.Parse(lease.Record.Input!.Value.GetRawText())!.AsObject();
        values[WaitFor(action).Id.Name] = upstream.Id;
        await using var input = await JsonInputReader.ReadAsync(action, values.ToJsonString(), cancellationToken);
        TakeOver(input, lease.Record);
        var interval = IntervalOf(upstream.ResultAction);
        JobLook look;
        try
        {
            var receipt = await _executor.ExecuteAsync(lease, input, cancellationToken);
            if (receipt is not JobReceipt)
            {
                await EndAsync(lease, RunAnswer.Of(receipt with { Credits = upstream.Credits }));
                return null;
            }

            look = JobLook.After(upstream.LastLook, records.Now, JobLook.InProgress, detail: null);
        }
        catch (ConnectorException failure)
        {
            // Looking costs nothing, and the result stays where it is.
            look = JobLook.After(upstream.LastLook, records.Now, failure.Code, failure.Message);
            if (!MayPass(failure, look))
            {
                throw Final(failure, look);
            }

            interval = failure.Code == ErrorCodes.StorageUnavailable ? interval : GrowingPause.After(interval, look.Times, failure.RetryAfter);
        }

        return await LetGoAsync(lease, RunState.Waiting, interval, record => record with { Upstream = upstream with { LastLook = look } });
    }

    /// <summary>What an input had when its job was begun, besides its values.</summary>
    private void TakeOver(ActionInput input, RunRecord run)
    {
        input.Caller = access.Current.CallerOf(run.Caller);
        input.Warn(run.InputWarnings ?? []);
    }

    /// <summary>Whether upstream takes no call now, and has taken none.</summary>
    private static bool IsBusy(ConnectorException failure) =>
        failure is { Code: ErrorCodes.RateLimited, MayHaveBeenCharged: not true } or { Upstream.Status: 503, RetryAfter: not null, MayHaveBeenCharged: false };

    /// <summary>
    /// Whether another look may see something else. What comes between here and upstream, and what upstream asks to wait for, passes in
    /// its time; a fault of upstream's passes soon or not at all; what it says of the job stays.
    /// </summary>
    private static bool MayPass(ConnectorException failure, JobLook look) => failure switch
    {
        { Code: ErrorCodes.RateLimited or ErrorCodes.UpstreamUnreachable or ErrorCodes.StorageUnavailable } => true,
        { Code: ErrorCodes.UpstreamMalformed or ErrorCodes.GenerationFailed or ErrorCodes.ContentFiltered } or { Upstream.Status: >= 200 and < 300, Code: not ErrorCodes.UpstreamCutShort } => false,
        { Upstream.Status: >= 400 and < 500 and not 404 } => false,
        { Status: 404 or >= 500 } => look.At - look.Since < SameFailure,
        _ => false,
    };

    /// <summary>The same failure as the end of a job: what began it has been paid for.</summary>
    private static ConnectorException Final(ConnectorException failure, JobLook look) => new(
        failure.Status,
        failure.Code,
        look.At - look.Since < SameFailure ? failure.Message : $"{failure.Message} Every look at the job has failed like this for {SameFailure.TotalMinutes:0} minutes.",
        failure)
    {
        Problems = failure.Problems,
        Upstream = failure.Upstream,
        MayHaveBeenCharged = true,
    };

    /// <summary>Ends a job, and writes it down in the log with what a caller is not shown of its failure.</summary>
    private Task EndAsync(RunLease lease, RunAnswer answer, ConnectorException? failure = null)
    {
        RunLog.Ended(log, lease.Record, answer, records.Now, failure?.InnerException);
        return _last.EndAsync(lease, answer);
    }

    /// <summary>Lets a job go until its time has come: whoever carries it on then.</summary>
    private async Task<TimeSpan> LetGoAsync(RunLease lease, RunState state, TimeSpan pause, Func<RunRecord, RunRecord>? change = null)
    {
        await _last.WriteAsync(lease, record => (change?.Invoke(record) ?? record) with { Owner = null, State = state, NextLook = records.Now + pause });
        return pause;
    }

    private bool IsToBeTriedAgain(ConnectorException failure, RunRecord run) =>
        failure is { Code: ErrorCodes.StorageUnavailable, MayHaveBeenCharged: not true } && records.Now - run.Created < StorePatience;

    private static JobWait WaitFor(ConnectorAction resultAction) => ((MediaOutput)resultAction.Output).Wait!;

    private TimeSpan IntervalOf(string resultAction) => WaitFor(catalog.Find(resultAction)).Interval;
}
