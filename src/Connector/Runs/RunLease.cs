using Connector.Failures;

namespace Connector.Runs;

/// <summary>
/// The right to carry a run on. It is renewed while the run lasts; when the instance dies it runs out, and another may take the
/// run over. Both sides measure lengths of time: the owner from before its writing, all others from after it.
/// </summary>
internal sealed class RunLease : IAsyncDisposable
{
    /// <summary>How long a silent owner counts as alive: time enough for several renewals, so that one that fails does no harm.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Renewal = Length / 4;

    /// <summary>How often to look whether the caller of a job wants it stopped, who may have reached another instance; the pause after a failure too.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly RunRecords _records;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(initialCount: 1, maxCount: 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewal;
    private string _tag;
    private long _written;
    private bool _isKept;

    private RunLease(RunRecords records, RunRecord record, string tag, long written, TimeProvider time)
    {
        (_records, Record, _tag, _written, _time) = (records, record, tag, written, time);
        records.Held.Add(this);
        _renewal = RenewAsync();
    }

    /// <summary>The run as it was last written.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>Cancelled when the caller wants the run stopped.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>
    /// Takes a run, new or as it was read; null when somebody else was faster. Nothing stops it: a lease that was written and that
    /// nobody knows of would keep all others waiting.
    /// </summary>
    public static async Task<RunLease?> TryTakeAsync(RunRecords records, RunRecord record, string? tag, TimeProvider time)
    {
        var mine = record with { Owner = Guid.NewGuid().ToString("N"), Lease = Length };
        var started = time.GetTimestamp();
        return await records.TryWriteAsync(mine, tag, CancellationToken.None) is { } written ? new RunLease(records, mine, written, started, time) : null;
    }

    /// <summary>Writes the run's next state.</summary>
    /// <exception cref="RunLostException">Somebody else has taken the run over.</exception>
    public async Task WriteAsync(Func<RunRecord, RunRecord> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var next = change(Record);
                next = next with { Lease = next.Owner is null ? null : Length };
                var started = _time.GetTimestamp();
                if (await _records.TryWriteAsync(next, _tag, cancellationToken) is { } tag)
                {
                    (Record, _tag) = (next, tag);
                    Interlocked.Exchange(ref _written, started);
                    return;
                }

                // A caller who cancels writes to the record too, and leaves the owner in it; so does a writing of ours whose answer was lost.
                if (await _records.ReadAsync(Record.Id, cancellationToken) is not { } now || now.Record.Owner != Record.Owner)
                {
                    throw new RunLostException();
                }

                (Record, _tag) = now;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops the run, for a caller who has written down that it is to be.</summary>
    public async Task StopAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    /// <summary>Sees that the run is still ours: a lease that could not be renewed, or took too long to write, may have run out meanwhile.</summary>
    /// <exception cref="RunLostException">Somebody else has taken the run over.</exception>
    public async Task ProveAsync(CancellationToken cancellationToken)
    {
        while (Age >= Length)
        {
            await WriteAsync(record => record, cancellationToken);
        }
    }

    /// <summary>How the run ended, when the store has not taken that yet; null otherwise.</summary>
    public RunRecord? UnwrittenEnd { get; private set; }

    /// <summary>Goes on with the renewal when it is disposed of, because there is still something to write; <see cref="CloseAsync"/> ends it.</summary>
    /// <param name="next">What is still to be written.</param>
    public void Keep(RunRecord next)
    {
        UnwrittenEnd = next.State == RunState.Done ? next : null;
        _isKept = true;
    }

    /// <summary>Ends the renewal.</summary>
    public async ValueTask CloseAsync()
    {
        _records.Held.Remove(this);
        await _over.CancelAsync();
        await _renewal;
        _over.Dispose();
        _stop.Dispose();
        _turn.Dispose();
    }

    /// <summary>Ends the renewal, unless it is to go on.</summary>
    public ValueTask DisposeAsync() => _isKept ? ValueTask.CompletedTask : CloseAsync();

    /// <summary>How long ago the last writing that succeeded was begun.</summary>
    private TimeSpan Age => _time.GetElapsedTime(Interlocked.Read(ref _written));

    /// <summary>
    /// From the beginning of the last writing, so that a slow store gets its renewals in time. A run that a request carries ends with
    /// it; looking for its cancellation less often spares the store.
    /// </summary>
    private TimeSpan PauseAfter(bool failure) =>
        !failure && Record.Input is null && Renewal - Age > Look ? Renewal - Age : Look;

    private async Task RenewAsync()
    {
        var failed = false;
        try
        {
            while (!Record.CancelRequested)
            {
                await Task.Delay(PauseAfter(failed), _time, _over.Token);
                try
                {
                    if (failed || Age >= Renewal - Look)
                    {
                        await WriteAsync(record => record, _over.Token);
                    }
                    else if (await _records.ReadAsync(Record.Id, _over.Token) is { Record.CancelRequested: true })
                    {
                        break;
                    }

                    failed = false;
                }
                catch (Exception failure) when (failure is ConnectorException or IOException)
                {
                    // The store does not answer. The run goes on: its lease holds for more tries.
                    failed = true;
                }
            }
        }
        catch (Exception over) when (over is RunLostException or OperationCanceledException)
        {
            // Who has lost the run learns it before sending; what is sent goes on, since its answer is better than none.
            return;
        }

        await _stop.CancelAsync();
    }
}
