using System.Collections.Concurrent;

namespace Connector.Runs;

/// <summary>Work that a server which is asked to stop waits for, as long as it has time.</summary>
internal sealed class WorkInFlight : IAsyncDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private readonly ConcurrentDictionary<Task, Work> _running = new();

    /// <summary>Cancelled when the time is over; work ends soon after.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Counts work in, before any of it is done: a busy machine may stop between its first step and the next line.</summary>
    /// <returns>What its end disposes of.</returns>
    public IDisposable Begin()
    {
        var work = new Work(this);
        _running[work.Ended] = work;
        return work;
    }

    /// <summary>Waits for what is in flight.</summary>
    /// <param name="cancellationToken">Says that the time is over.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cut.CancelAsync();
        await Task.WhenAll(_running.Keys);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _cut.Dispose();
    }

    private sealed class Work(WorkInFlight all) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public void Dispose()
        {
            all._running.TryRemove(Ended, out _);
            _ended.TrySetResult();
        }
    }
}
