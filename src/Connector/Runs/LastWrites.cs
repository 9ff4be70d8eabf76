using System.Collections.Concurrent;
using Connector.Failures;
using Connector.Records;

namespace Connector.Runs;

/// <summary>
/// The last that an instance writes to a run it holds: how it ended, or that somebody else may carry it on. What the store does not
/// take at once is written when it is back, while the run stays held: a paid result is not lost because its record could not be written.
/// </summary>
/// <param name="records">The runs.</param>
/// <param name="time">The clock.</param>
internal sealed class LastWrites(RunRecords records, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <summary>How long the last try may take when the server stops.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _late = new();

    /// <summary>Writes down how a run ended.</summary>
    public Task EndAsync(RunLease lease, RunAnswer answer) => WriteAsync(lease, record => record.Ended(answer, records.Now));

    /// <summary>Writes the last, now or later; the lease is kept until then.</summary>
    public async Task WriteAsync(RunLease lease, Func<RunRecord, RunRecord> change)
    {
        if (!await TryAsync(lease, change, CancellationToken.None))
        {
            lease.Keep(change(lease.Record));
            var late = WriteLateAsync(lease, change);
            _late[late] = true;
            _ = late.ContinueWith(task => _late.TryRemove(task, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Tries what is left once more, then gives it up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_late.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WriteLateAsync(RunLease lease, Func<RunRecord, RunRecord> change)
    {
        var (started, pause) = (time.GetTimestamp(), ShortestPause);
        try
        {
            while (time.GetElapsedTime(started) < RunRecords.Life)
            {
                await Task.Delay(pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                var isLast = _stop.IsCancellationRequested;
                using var limit = new CancellationTokenSource(isLast ? Farewell : Timeout.InfiniteTimeSpan, time);
                if (await TryAsync(lease, change, limit.Token) || isLast)
                {
                    return;
                }

                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops, and the store is still away: at worst a repeat is told that the outcome is unknown.
        }
        finally
        {
            await lease.CloseAsync();
        }
    }

    /// <summary>Whether there is nothing left to write: it is written, or somebody else has the run.</summary>
    private async Task<bool> TryAsync(RunLease lease, Func<RunRecord, RunRecord> change, CancellationToken cancellationToken)
    {
        try
        {
            await lease.WriteAsync(change, cancellationToken);
            return true;
        }
        catch (RunLostException)
        {
            return await TryCorrectAsync(lease, change, cancellationToken);
        }
        catch (ConnectorException failure) when (RecordFailures.IsOfOneRecord(failure))
        {
            // Somebody has put something else in its place.
            return true;
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            return false;
        }
    }

    /// <summary>Whoever took us for dead could only record that the outcome is unknown. Now it is known.</summary>
    private async Task<bool> TryCorrectAsync(RunLease lease, Func<RunRecord, RunRecord> change, CancellationToken cancellationToken)
    {
        try
        {
            return await records.ReadAsync(lease.Record.Id, cancellationToken) is not { Record.Answer.Problem.Code: ErrorCodes.RunInterrupted } taken
                || await records.TryWriteAsync(change(lease.Record) with { Owner = null, Lease = null }, taken.Tag, cancellationToken) is not null;
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            return false;
        }
    }
}
