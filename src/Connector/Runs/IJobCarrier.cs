using Connector.Failures;

namespace Connector.Runs;

/// <summary>Carries on what a queue holds, one step at a time.</summary>
public interface IJobCarrier
{
    /// <summary>Takes a step.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops it at once.</param>
    /// <returns>When to come back; null when it has ended.</returns>
    /// <exception cref="ConnectorException"><c>job_not_found</c>: nobody has written it down.</exception>
    Task<TimeSpan?> ProcessAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes what nobody has written down for long out of the index: its writer was killed before.</summary>
    /// <param name="job">Its entry.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it is out.</returns>
    Task<bool> TryForgetAsync(JobTicket job, CancellationToken cancellationToken);
}
