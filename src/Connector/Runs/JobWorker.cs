using System.Collections.Concurrent;
using Connector.Failures;
using Connector.Records;

namespace Connector.Runs;

/// <summary>
/// The queue of a server that runs all the time, and what carries its jobs on: a record for each job that has not ended, beside the
/// runs, so that after a stop, however sudden, this server or another on the same store goes on with them.
/// </summary>
public sealed class JobWorker : IJobQueue, IAsyncDisposable
{
    private const string Kind = "queue";

    /// <summary>How many jobs are carried on at once; the rate limit of the key is the other bound.</summary>
    private const int MostAtOnce = 8;

    /// <summary>How often to look for jobs that another process has left.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>How long to leave a job alone after a failure that is none of its own, such as a store that does not answer.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly IRecordStore _store;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly ConcurrentDictionary<string, Lazy<Task>> _scheduled = new(StringComparer.Ordinal);
    private Task _search = Task.CompletedTask;
    private JobProcessor? _processor;
    private bool _disposed;

    /// <summary>Sets up the queue.</summary>
    /// <param name="store">Where the queue is kept.</param>
    /// <param name="time">The clock.</param>
    public JobWorker(IRecordStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Begins to carry jobs on, those that an earlier process left first.</summary>
    /// <param name="processor">What carries them on.</param>
    public void Start(JobProcessor processor)
    {
        _processor = processor;
        _search = SearchAsync();
    }

    /// <inheritdoc/>
    public async Task AddAsync(string id, TimeSpan delay, CancellationToken cancellationToken)
    {
        await _store.TryCreateAsync($"{Kind}/{id}", ReadOnlyMemory<byte>.Empty, cancellationToken);
        Schedule(id, delay);
    }

    /// <summary>Takes no job up any more and waits for those in flight.</summary>
    /// <param name="cancellationToken">Cuts them off: those unsent are let go for another server, the others end as interrupted.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        var all = Task.WhenAll(_scheduled.Values.Select(job => job.Value).Append(_search));
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cut.CancelAsync();
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The container, which knows it by two names, disposes of it by each.
        if (Interlocked.Exchange(ref _disposed, value: true))
        {
            return;
        }

        await StopAsync(new CancellationToken(canceled: true));
        _cut.Dispose();
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task SearchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var entry in _store.ListAsync(Kind, _stop.Token))
                {
                    Schedule(entry.Name[(Kind.Length + 1)..], TimeSpan.Zero);
                }
            }
            catch (Exception failure) when (failure is ConnectorException or IOException)
            {
                // The store does not answer; the next search may find it well.
            }

            await Task.Delay(Interval, _time, _stop.Token);
        }
    }

    private void Schedule(string id, TimeSpan delay)
    {
        if (_processor is not null && !_stop.IsCancellationRequested)
        {
            // Lazy, because of two factories that run at once only one result is kept.
            _ = _scheduled.GetOrAdd(id, _ => new Lazy<Task>(() => Task.Run(() => CarryOnAsync(id, delay)))).Value;
        }
    }

    private async Task CarryOnAsync(string id, TimeSpan delay)
    {
        try
        {
            var next = (TimeSpan?)delay;
            while (next is { } wait)
            {
                await Task.Delay(wait, _time, _stop.Token);
                next = await StepAsync(id);
            }

            await _store.TryDeleteAsync($"{Kind}/{id}", tag: null, _cut.Token);
        }
        finally
        {
            _scheduled.TryRemove(id, out _);
        }
    }

    private async Task<TimeSpan?> StepAsync(string id)
    {
        await _places.WaitAsync(_stop.Token);
        try
        {
            return await _processor!.ProcessAsync(id, _cut.Token);
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            return AfterFailure;
        }
        finally
        {
            _places.Release();
        }
    }
}
