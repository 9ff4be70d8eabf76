using Connector.Failures;

namespace Connector.Runs;

/// <summary>Jobs that wait for somebody to carry them on. What a queue loses is found again in the <see cref="JobIndex"/>.</summary>
public interface IJobQueue
{
    /// <summary>Adds a job that is in the index.</summary>
    /// <param name="job">The job.</param>
    /// <param name="delay">How long to leave it alone.</param>
    /// <param name="cancellationToken">Stops it; whether the job was added is not known then.</param>
    Task AddAsync(JobTicket job, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Sees that the queue is there.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    Task ProveAsync(CancellationToken cancellationToken);
}
