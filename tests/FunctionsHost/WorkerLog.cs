namespace Connector.FunctionsHost;

/// <summary>What the worker logged, in the order in which it arrived; a restarted worker writes on.</summary>
public sealed class WorkerLog
{
    private readonly Lock _lock = new();
    private readonly List<WorkerLogEntry> _entries = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What there is by now.</summary>
    public IReadOnlyList<WorkerLogEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>The first entry that matches, once there is one.</summary>
    /// <param name="matches">Tells what is looked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<WorkerLogEntry> WaitAsync(Predicate<WorkerLogEntry> matches, CancellationToken cancellationToken)
    {
        var seen = 0;
        while (true)
        {
            Task grown;
            lock (_lock)
            {
                for (; seen < _entries.Count; seen++)
                {
                    if (matches(_entries[seen]))
                    {
                        return _entries[seen];
                    }
                }

                grown = _grown.Task;
            }

            await grown.WaitAsync(cancellationToken);
        }
    }

    internal void Add(WorkerLogEntry entry)
    {
        TaskCompletionSource grown;
        lock (_lock)
        {
            _entries.Add(entry);
            grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        grown.SetResult();
    }
}
