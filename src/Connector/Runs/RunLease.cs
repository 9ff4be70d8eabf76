using Connector.Failures;

namespace Connector.Runs;

/// <summary>
/// The right to carry a run on. It is renewed while the run lasts; when the instance dies it runs out, and another may take the
/// run over.
/// </summary>
internal sealed class RunLease : IAsyncDisposable
{
    /// <summary>How long a silent owner counts as alive: time enough for several renewals, so that one that fails does no harm.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Renewal = Length / 4;

    /// <summary>How often to look whether the caller of a job wants it stopped, who may have reached another instance.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly RunRecords _records;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(initialCount: 1, maxCount: 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewal;
    private string _tag;

    private RunLease(RunRecords records, RunRecord record, string tag, TimeProvider time)
    {
        (_records, Record, _tag, _time) = (records, record, tag, time);
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
        var mine = record with { Owner = Guid.NewGuid().ToString("N"), LeaseUntil = time.GetUtcNow() + Length };
        return await records.TryWriteAsync(mine, tag, CancellationToken.None) is { } written ? new RunLease(records, mine, written, time) : null;
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
                next = next with { LeaseUntil = next.Owner is null ? null : _time.GetUtcNow() + Length };
                if (await _records.TryWriteAsync(next, _tag, cancellationToken) is { } tag)
                {
                    (Record, _tag) = (next, tag);
                    return;
                }

                // A caller who cancels writes to the record too, and leaves the owner in it.
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

    /// <summary>Ends the renewal.</summary>
    public async ValueTask DisposeAsync()
    {
        _records.Held.Remove(this);
        await _over.CancelAsync();
        await _renewal;
        _over.Dispose();
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task RenewAsync()
    {
        // Runs that a request carries end with it; looking for their cancellation less often spares the store.
        var pause = Record.Input is null ? Renewal : Look;
        var renewed = _time.GetTimestamp();
        try
        {
            while (!Record.CancelRequested)
            {
                await Task.Delay(pause, _time, _over.Token);
                try
                {
                    if (_time.GetElapsedTime(renewed) >= Renewal)
                    {
                        await WriteAsync(record => record, _over.Token);
                        renewed = _time.GetTimestamp();
                    }
                    else if (await _records.ReadAsync(Record.Id, _over.Token) is { Record.CancelRequested: true })
                    {
                        break;
                    }
                }
                catch (Exception failure) when (failure is ConnectorException or IOException)
                {
                    // The store does not answer. The run goes on: its lease holds for more tries.
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
