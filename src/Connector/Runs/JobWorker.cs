using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Connector.Failures;
using Connector.Records;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>
/// The queue of a server that runs all the time, and what carries its jobs on. The queue itself is the index beside the runs, so that
/// after a stop, however sudden, this server or another on the same store goes on with them. Only the next ones are in memory, however
/// many there are: a window that is filled again from the index, and those that wait for their time.
/// </summary>
public sealed class JobWorker : IJobQueue, IAsyncDisposable
{
    /// <summary>How many jobs are carried on at once; the rate limit of the key is the other bound.</summary>
    internal const int MostAtOnce = 8;

    /// <summary>How many jobs that could be carried on are kept in memory.</summary>
    internal const int MostReady = 256;

    /// <summary>How many jobs that wait for their time are kept in memory; others are found by the next search.</summary>
    internal const int MostDelayed = 8192;

    /// <summary>How often to look for jobs that another process has left.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>How long to pause between two searches at least, when there is more than fits into memory.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long to leave a job alone after a failure that is none of its own, such as a store that does not answer.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>How long to leave a job alone whose record cannot be read; another version of the connector may know how.</summary>
    private static readonly TimeSpan AfterUnreadable = TimeSpan.FromMinutes(10);

    private readonly JobIndex _index;
    private readonly TimeProvider _time;
    private readonly ILogger<JobWorker> _log;
    private readonly long _started;
    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly ConcurrentDictionary<Task, JobTicket> _running = new();
    private readonly Lock _lock = new();
    private readonly JobTurns _ready = new(MostReady);
    private readonly PriorityQueue<WaitingJob, TimeSpan> _delayed = new();

    /// <summary>The names of all jobs that are ready, delayed or running: a search finds them too.</summary>
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private TaskCompletionSource _wake = NewWake();
    private TimeSpan? _searched;
    private bool _more;
    private Task _dispatch = Task.CompletedTask;
    private IJobCarrier? _carrier;
    private Func<string, CancellationToken, Task>? _complete;
    private bool _disposed;

    /// <summary>Sets up the queue.</summary>
    /// <param name="index">The jobs that have not ended.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public JobWorker(JobIndex index, TimeProvider time, ILogger<JobWorker> log) => (_index, _time, _log, _started) = (index, time, log, time.GetTimestamp());

    /// <summary>The time by which this process waits: a clock that is set neither hurries nor holds up a job.</summary>
    private TimeSpan Uptime => _time.GetElapsedTime(_started);

    /// <summary>How many jobs are in memory.</summary>
    internal int InMemory
    {
        get
        {
            lock (_lock)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>Begins to carry jobs on, those that an earlier process left first.</summary>
    /// <param name="carrier">What carries them on.</param>
    /// <param name="complete">Goes on with a batch that the index has as a whole.</param>
    public void Start(IJobCarrier carrier, Func<string, CancellationToken, Task> complete)
    {
        (_carrier, _complete) = (carrier, complete);
        _dispatch = Task.Run(DispatchAsync);
    }

    /// <inheritdoc/>
    public Task AddAsync(JobTicket job, TimeSpan delay, CancellationToken cancellationToken)
    {
        // A command that ends with its one call carries nothing on: the job is in the index for whoever does.
        if (_carrier is not null && !_stop.IsCancellationRequested)
        {
            Enter(new WaitingJob(job, _index.Now), delay);
            Wake();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Its index is in the record store, whose state is told by whoever writes there.</remarks>
    public Task ProveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes no job up any more and waits for those in flight.</summary>
    /// <param name="cancellationToken">Cuts them off: those unsent are let go for another server, the others end as interrupted.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _dispatch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var all = Task.WhenAll(_running.Keys);
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

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task DispatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _places.WaitAsync(_stop.Token);
            await SearchIfDueAsync();

            // Before the look, so that what comes in between is not missed.
            var wake = Volatile.Read(ref _wake);
            if (TryTake(out var job))
            {
                Run(job);
                continue;
            }

            _places.Release();
            await wake.Task.WaitAsync(UntilNext(), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Wake() => Interlocked.Exchange(ref _wake, NewWake()).TrySetResult();

    private async Task SearchIfDueAsync()
    {
        var now = Uptime;
        HashSet<WaitingJob> gone;
        lock (_lock)
        {
            var isWanted = _searched is null || _searched + Interval <= now || (_more && _ready.Count < MostReady / 2 && _searched + Pause <= now);
            if (!isWanted)
            {
                return;
            }

            (_searched, _more) = (now, false);
            gone = [.. _ready.All];
        }

        var present = gone.ToDictionary(job => job.Job.Name, StringComparer.Ordinal);

        try
        {
            var batches = new List<string>();
            await foreach (var entry in _index.ListAsync(_stop.Token))
            {
                if (entry.Job is { } job)
                {
                    if (present.TryGetValue(job.Name, out var known))
                    {
                        gone.Remove(known);
                    }

                    Enter(new WaitingJob(job, entry.Since), TimeSpan.Zero);
                }
                else
                {
                    batches.Add(entry.Batch!);
                }
            }

            Leave(gone);
            foreach (var batch in batches)
            {
                await CompleteAsync(batch);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The store does not answer; the next search may find it well.
            _log.LogWarning(failure, "The search for jobs failed and is tried again");
        }
    }

    private async Task CompleteAsync(string batch)
    {
        try
        {
            await _complete!(batch, _stop.Token);
        }
        catch (ConnectorException unreadable) when (RecordFailures.IsOfOneRecord(unreadable))
        {
            _log.LogError("A batch cannot be completed: {Reason}", unreadable.Message);
        }
    }

    private void Enter(WaitingJob job, TimeSpan delay)
    {
        lock (_lock)
        {
            if (!_known.Add(job.Job.Name))
            {
                return;
            }

            if (delay > TimeSpan.Zero)
            {
                Delay(job, delay);
            }
            else
            {
                MakeReady(job);
            }
        }
    }

    /// <summary>Forgets jobs that other processes have ended meanwhile: to learn it of each would take a reading of each.</summary>
    private void Leave(IEnumerable<WaitingJob> gone)
    {
        lock (_lock)
        {
            _known.ExceptWith(gone.Where(_ready.Remove).Select(job => job.Job.Name));
        }
    }

    private void MakeReady(WaitingJob job)
    {
        if (_ready.Add(job) is { } leftOut)
        {
            _known.Remove(leftOut.Job.Name);
            _more = true;
        }
    }

    private void Delay(WaitingJob job, TimeSpan delay)
    {
        if (_delayed.Count < MostDelayed)
        {
            _delayed.Enqueue(job, Uptime + delay);
        }
        else
        {
            _known.Remove(job.Job.Name);
        }
    }

    private bool TryTake([NotNullWhen(true)] out WaitingJob? job)
    {
        lock (_lock)
        {
            while (_delayed.TryPeek(out var due, out var at) && at <= Uptime)
            {
                _delayed.Dequeue();
                MakeReady(due);
            }

            return _ready.TryTake(out job);
        }
    }

    private TimeSpan UntilNext()
    {
        lock (_lock)
        {
            var next = (_searched ?? TimeSpan.Zero) + (_more ? Pause : Interval);
            if (_delayed.TryPeek(out _, out var due) && due < next)
            {
                next = due;
            }

            var wait = next - Uptime;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    private void Run(WaitingJob job)
    {
        // In order: the thread pool begins what a busy thread adds with the last one.
        var run = Task.Factory.StartNew(
            () => CarryOnAsync(job), CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).Unwrap();
        _running[run] = job.Job;
        _ = run.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task CarryOnAsync(WaitingJob job)
    {
        TimeSpan? next = null;
        try
        {
            next = await StepAsync(job.Job);
        }
        finally
        {
            lock (_lock)
            {
                if (next is { } delay)
                {
                    Delay(job, delay);
                }
                else
                {
                    _known.Remove(job.Job.Name);
                }
            }

            _places.Release();
            Wake();
        }
    }

    private async Task<TimeSpan?> StepAsync(JobTicket job)
    {
        try
        {
            return await _carrier!.ProcessAsync(job.Id, _cut.Token);
        }
        catch (ConnectorException unknown) when (unknown.Code == ErrorCodes.JobNotFound)
        {
            // Its request is about to write it down, or was killed before.
            return await _carrier!.TryForgetAsync(job, _cut.Token) ? null : AfterFailure;
        }
        catch (ConnectorException unreadable) when (RecordFailures.IsOfOneRecord(unreadable))
        {
            _log.LogError("A job cannot be carried on: {Reason}", unreadable.Message);
            return AfterUnreadable;
        }
        catch (Exception failure) when (failure is ConnectorException or IOException)
        {
            _log.LogWarning(failure, "Job {JobId} could not be carried on and is tried again", job.Id);
            return AfterFailure;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Nobody can carry it on as it stands; another version of the connector may.
            _log.LogError(failure, "Job {JobId} could not be carried on and is tried again", job.Id);
            return Interval;
        }
    }
}
