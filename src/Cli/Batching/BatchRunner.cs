using System.Globalization;
using System.Text.Json;
using Connector.Cli.Backends;
using Connector.Failures;
using Connector.Runs;

namespace Connector.Cli.Batching;

/// <summary>Runs the rows of a batch that have not ended, several at once.</summary>
/// <param name="backend">Does the work.</param>
/// <param name="results">What has ended.</param>
/// <param name="order">How to.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Is told how far it is, after each step; from several threads, but one at a time.</param>
internal sealed class BatchRunner(IBackend backend, BatchResults results, BatchOrder order, TimeProvider time, Action<BatchStanding> progress)
{
    /// <summary>How often a call is tried that is told to come later, or whose server does not answer.</summary>
    private const int MostTries = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>What would be said of every other row too.</summary>
    private static readonly string[] OfAllRows =
    [
        ErrorCodes.MissingApiKey, ErrorCodes.InvalidApiKey, ErrorCodes.AccessDenied, ErrorCodes.InsufficientBalance, ErrorCodes.DailyCreditsSpent,
        ErrorCodes.MonthlyCreditsSpent, ErrorCodes.ActionNotAllowed, ErrorCodes.StorageUnavailable,
    ];

    private readonly Lock _lock = new();
    private readonly PictureOutput _output = new(backend, overwrites: true);
    private BatchStanding _standing = new(0, 0, 0, 0, results.Credits, 0);
    private Exception? _stopped;

    /// <summary>Runs them.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="cancellationToken">Begins no further row; those on their way are waited for, since they are paid for.</param>
    /// <returns>How far it came, and what has stopped it: a failure that every row would have; null where nothing has.</returns>
    public async Task<(BatchStanding Standing, Exception? Stopped)> RunAsync(BatchSource source, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Parallel.ForEachAsync(
            BeforeStopAsync(source, stop.Token),
            new ParallelOptions { MaxDegreeOfParallelism = order.Parallel, CancellationToken = CancellationToken.None },
            async (row, _) =>
            {
                try
                {
                    await RunAsync(row.Row, row.Call, stop.Token);
                }
                catch (Exception failure) when (failure is ProblemException or ConnectorException or IOException or UnauthorizedAccessException)
                {
                    // No result of the row: it is asked for again.
                    Interlocked.CompareExchange(ref _stopped, failure, null);
                    await stop.CancelAsync();
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // It was waiting for its turn.
                }
            });
        await results.LeaveAsync();
        return (_standing, _stopped);
    }

    private static async IAsyncEnumerable<(long Row, Call Call)> BeforeStopAsync(
        BatchSource source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var row in source.ReadAsync(CancellationToken.None))
        {
            if (stop.IsCancellationRequested)
            {
                yield break;
            }

            yield return row;
        }
    }

    private async Task RunAsync(long row, Call call, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var inputs = await RowKey.InputsOfAsync(call, stop);
        var known = results.Find(row, inputs);
        if (known is { } ended && !IsToRunAgain(ended.Outcome))
        {
            Report(standing => Ended(standing, ended.Outcome));
            return;
        }

        Report(standing => standing with { OnTheirWay = standing.OnTheirWay + 1 });
        try
        {
            var line = await EndAsync(row, call, inputs, known?.Attempts ?? 0, stop);
            await results.AddAsync(line);
            Report(standing => Ended(standing, OutcomeOf(line)) with { Credits = results.Credits });
        }
        finally
        {
            Report(standing => standing with { OnTheirWay = standing.OnTheirWay - 1 });
        }
    }

    private async Task<BatchLine> EndAsync(long row, Call call, string inputs, int attempt, CancellationToken stop)
    {
        var line = new BatchLine { Row = row, Inputs = inputs };
        var key = new RepeatKey(RowKey.Of(results.Batch, row, inputs, attempt), IsMineAlone: true);
        try
        {
            var receipt = await RunPatientlyAsync(call, key, stop);
            return line with
            {
                Status = BatchLine.Succeeded,
                Path = receipt.TryGetProperty("path", out var path) ? path.GetString() : null,
                Credits = receipt.TryGetProperty("credits", out var credits) ? credits.GetDecimal() : null,
                Copies = await CopyAsync(row, receipt),
                Receipt = receipt,
            };
        }
        catch (Exception failure) when (ProblemException.Of(failure, RunKey.New()) is { } problem && !OfAllRows.Contains(problem.Code, StringComparer.Ordinal))
        {
            return line with { Status = BatchLine.Failed, Problem = problem };
        }
    }

    /// <summary>Tries again what is told to come later, and what a server that is started anew could not answer: the key keeps it from being paid twice.</summary>
    private async Task<JsonElement> RunPatientlyAsync(Call call, RepeatKey key, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await backend.RunAsync(call, key, stages: null, CancellationToken.None);
            }
            catch (Exception failure) when (tries < MostTries && PauseAfter(failure) is { } pause)
            {
                await Task.Delay(pause, time, stop);
            }
        }
    }

    private static TimeSpan? PauseAfter(Exception failure) => (ProblemException.Of(failure, ""), failure) switch
    {
        ({ Status: 429 or 503, MayHaveBeenCharged: not true, Code: not ErrorCodes.StorageUnavailable, RetryAfter: { } seconds }, _) => Least(TimeSpan.FromSeconds(seconds)),
        ({ Code: ErrorCodes.RateLimited or ErrorCodes.RunInProgress }, _) => Pause,
        (null, ProblemException { InnerException: HttpRequestException or IOException }) => Pause,
        _ => null,
    };

    private static TimeSpan Least(TimeSpan pause) => pause < LongestPause ? pause : LongestPause;

    private async Task<IReadOnlyList<string>?> CopyAsync(long row, JsonElement receipt)
    {
        if (order.Folder is null || !receipt.TryGetProperty("files", out var files))
        {
            return null;
        }

        var paths = files.EnumerateArray().Select(file => file.GetProperty("path").GetString()!).ToList();
        var name = Path.Combine(order.Folder, string.Create(CultureInfo.InvariantCulture, $"{row:D6}{Path.GetExtension(paths[0])}"));
        var copies = PictureOutput.Names(name, paths.Count);
        foreach (var (path, copy) in paths.Zip(copies))
        {
            await _output.CopyAsync(path, copy, CancellationToken.None);
        }

        return copies;
    }

    private bool IsToRunAgain(RowOutcome outcome) =>
        (outcome == RowOutcome.Failed && order.RetryFailed) || (outcome == RowOutcome.Uncertain && order.RetryUncertain);

    private static RowOutcome OutcomeOf(BatchLine line) =>
        line.Problem is null ? RowOutcome.Succeeded : line.Problem.MayHaveBeenCharged == true ? RowOutcome.Uncertain : RowOutcome.Failed;

    private static BatchStanding Ended(BatchStanding standing, RowOutcome outcome) => standing with
    {
        Done = standing.Done + 1,
        Succeeded = standing.Succeeded + (outcome == RowOutcome.Succeeded ? 1 : 0),
        Failed = standing.Failed + (outcome == RowOutcome.Succeeded ? 0 : 1),
        Uncertain = standing.Uncertain + (outcome == RowOutcome.Uncertain ? 1 : 0),
    };

    private void Report(Func<BatchStanding, BatchStanding> change)
    {
        lock (_lock)
        {
            _standing = change(_standing);
            progress(_standing);
        }
    }
}
