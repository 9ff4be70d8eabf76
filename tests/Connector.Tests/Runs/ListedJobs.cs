using System.Collections.Concurrent;
using Connector.Runs;

namespace Connector.Tests.Runs;

/// <summary>A queue that nobody takes jobs from.</summary>
internal sealed class ListedJobs : IJobQueue
{
    private int _added;

    public ConcurrentQueue<JobTicket> Added { get; } = new();

    /// <summary>How many jobs it takes before it breaks.</summary>
    public int Holds { get; set; } = int.MaxValue;

    public Task ProveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddAsync(JobTicket job, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _added) > Holds)
        {
            throw new IOException("stopped");
        }

        Added.Enqueue(job);
        return Task.CompletedTask;
    }
}
