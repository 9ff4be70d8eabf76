using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Settings;

namespace Connector.Runs;

/// <summary>
/// Runs with an idempotency key: of all requests with the same key, on whichever instance, one runs the action and the others get
/// its answer. Such a run goes on when its caller goes away, since the caller will come back for it.
/// </summary>
public sealed class KeyedRuns : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly RunRecords _records;
    private readonly RunExecutor _executor;
    private readonly SpilledRuns _spilled;
    private readonly LastWrites _last;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly RunQueues _queues = new();
    private readonly WorkInFlight _inFlight = new();

    /// <summary>Sets up the runs.</summary>
    /// <param name="records">The runs.</param>
    /// <param name="runner">Runs actions.</param>
    /// <param name="spilled">Those whose files the store did not take.</param>
    /// <param name="limits">How long a call takes at most: as long to wait for another request's run.</param>
    /// <param name="time">The clock.</param>
    public KeyedRuns(RunRecords records, ActionRunner runner, SpilledRuns spilled, UpstreamLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (_records, _executor, _spilled, _last, _patience, _time) = (records, new RunExecutor(runner), spilled, new LastWrites(records, time), limits.Timeout, time);
    }

    /// <summary>Runs the action unless the key's run is there already; then waits for that and answers the same.</summary>
    /// <param name="id">The run's id, from <see cref="RunKey.Of"/>.</param>
    /// <param name="input">The input.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Stops the waiting for another request's run; its own goes on to its end.</param>
    /// <exception cref="ConnectorException">The run failed; the key came with another input before (422); the other run takes too long (503).</exception>
    public async Task<RunOutcome> RunAsync(string id, ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        input.ThrowIfInvalid();
        try
        {
            return await TakeOrWaitAsync(id, input, context, cancellationToken);
        }
        catch (ConnectorException failure) when (failure is { Code: ErrorCodes.StorageUnavailable, MayHaveBeenCharged: null })
        {
            // The record could not be read: an earlier request with the key may have been sent.
            failure.MayHaveBeenCharged = true;
            throw;
        }
    }

    /// <summary>Waits for the runs in flight.</summary>
    /// <param name="cancellationToken">Cuts them off: those unsent are let go for their repeats, the others end as interrupted.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _inFlight.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _inFlight.DisposeAsync();
        await _last.DisposeAsync();
    }

    /// <summary>Refuses a key that came with another input.</summary>
    internal static void ThrowIfAnother(RunRecord known, string fingerprint)
    {
        if (known.Fingerprint != fingerprint)
        {
            throw KeyReused(known.Action);
        }
    }

    /// <summary>422: the key came with another input before.</summary>
    internal static ConnectorException KeyReused(string action) => new(
        422,
        ErrorCodes.IdempotencyKeyReused,
        $"This Idempotency-Key came with another input for {action} before. Send a new key for a new call, the old key only to repeat the same one.");

    private async Task<RunOutcome> TakeOrWaitAsync(string id, ActionInput input, RunContext context, CancellationToken cancellationToken)
    {
        var mine = new RunRecord
        {
            Id = id,
            Action = input.Action.Name,
            Caller = input.Caller.Name,
            Fingerprint = await InputFingerprint.OfAsync(input, cancellationToken),
            State = RunState.Running,
            Created = _records.Now,
            RequestId = context.RequestId,
            FilesUrl = context.FilesUrl,
        };
        while (true)
        {
            var (lease, ended) = await TakeAsync(mine, input.Action, cancellationToken);
            if (lease is null)
            {
                return new RunOutcome(ended!, Replayed: true);
            }

            try
            {
                using var _ = _inFlight.Begin();
                return new RunOutcome(await ExecuteAsync(lease, input), Replayed: false);
            }
            catch (RunLostException)
            {
                // Nothing was sent: whoever took it over has the answer.
            }
        }
    }

    /// <summary>Takes the run, or waits until it has ended.</summary>
    private async Task<(RunLease? Lease, RunAnswer? Ended)> TakeAsync(RunRecord mine, ConnectorAction action, CancellationToken cancellationToken)
    {
        var (started, pause) = (_time.GetTimestamp(), ShortestPause);
        var (turn, waited) = await _queues.EnterAsync(mine.Id, cancellationToken);
        using var looking = turn;
        while (true)
        {
            var known = await _records.ReadAsync(mine.Id, cancellationToken);
            var now = _records.Now;
            if (await _spilled.TryRestoreAsync(known?.Record ?? mine, mine.Fingerprint, known?.Tag, cancellationToken) is { } restored)
            {
                return (null, restored.Answer);
            }

            if (known is null || (known.Value.Record.MayBeginAnew(now) && !waited))
            {
                if (await TryTakeAsync(mine, known?.Tag) is { } lease)
                {
                    return (lease, null);
                }

                continue;
            }

            var (record, tag) = known.Value;
            ThrowIfAnother(record, mine.Fingerprint);
            switch (record)
            {
                case { Answer: { } answer }:
                    return (null, answer);
                case { State: RunState.Sent } when !record.IsHeld:
                    await _records.TryWriteAsync(record.Interrupted(action, now), tag, cancellationToken);
                    continue;
                case { State: RunState.Running, Input: null } when !record.IsHeld:
                    if (await TryTakeAsync(mine, tag) is { } lease)
                    {
                        return (lease, null);
                    }

                    continue;
            }

            if (_time.GetElapsedTime(started) >= _patience)
            {
                throw new ConnectorException(
                    503, ErrorCodes.RunInProgress, "A run with this Idempotency-Key is still in progress. Repeat the call to get its answer.")
                {
                    RetryAfter = TimeSpan.FromSeconds(10),
                };
            }

            await Task.Delay(pause, _time, cancellationToken);
            (pause, waited) = (pause + pause < LongestPause ? pause + pause : LongestPause, true);
        }
    }

    /// <summary>Takes a run that is known to be free.</summary>
    private Task<RunLease?> TryTakeAsync(RunRecord mine, string? tag) =>
        RunFailures.UnsentAsync(() => RunLease.TryTakeAsync(_records, mine, tag, _time));

    private async Task<RunAnswer> ExecuteAsync(RunLease lease, ActionInput input)
    {
        await using var held = lease;
        RunAnswer answer;
        try
        {
            answer = RunAnswer.Of(await _executor.ExecuteAsync(lease, input, _inFlight.Cut));
        }
        catch (ConnectorException failure)
        {
            await _last.EndAsync(lease, RunAnswer.Of(failure, lease.Record.RequestId));
            throw;
        }

        await _last.EndAsync(lease, answer);
        return answer;
    }
}
