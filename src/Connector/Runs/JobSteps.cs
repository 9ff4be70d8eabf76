using Connector.Failures;

namespace Connector.Runs;

/// <summary>Carries jobs on by one step for each message of their queue.</summary>
/// <param name="processor">Takes the step.</param>
/// <param name="queue">Gets the message of the next step.</param>
public sealed class JobSteps(JobProcessor processor, IJobQueue queue)
{
    /// <summary>Carries the job of a message on.</summary>
    /// <param name="id">The message: the run's id.</param>
    /// <param name="cancellationToken">Stops it at once, as when the server stops.</param>
    /// <exception cref="ConnectorException">The message is no job's, or the store does not answer; it is to be tried again.</exception>
    public async Task CarryOnAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!RunKey.IsId(id))
        {
            throw ConnectorException.BadRequest(ErrorCodes.BadRequest, "The message is not the id of a job.");
        }

        // The next message is there before this one is deleted: if this process dies between the two there are two, which does no harm.
        if (await processor.ProcessAsync(id, cancellationToken) is { } delay)
        {
            await queue.AddAsync(id, delay, cancellationToken);
        }
    }
}
