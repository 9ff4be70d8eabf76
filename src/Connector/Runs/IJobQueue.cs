namespace Connector.Runs;

/// <summary>Jobs that wait for somebody to carry them on. A job stays in the queue, whatever stops, until it has ended.</summary>
public interface IJobQueue
{
    /// <summary>Adds a job.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="delay">How long to leave it alone.</param>
    /// <param name="cancellationToken">Stops it; whether the job was added is not known then.</param>
    Task AddAsync(string id, TimeSpan delay, CancellationToken cancellationToken);
}
