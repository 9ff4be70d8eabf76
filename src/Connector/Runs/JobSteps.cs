using Connector.Failures;

namespace Connector.Runs;

/// <summary>Carries jobs on by one step for each message of their queue.</summary>
/// <param name="processor">Takes the step.</param>
/// <param name="queue">Gets the message of the next step.</param>
public sealed class JobSteps(JobProcessor processor, IJobQueue queue) : IAsyncDisposable
{
    private readonly WorkInFlight _inFlight = new();

    /// <summary>Carries the job of a message on. Whoever brought the message may wait no longer: what is paid for is finished all the same.</summary>
    /// <param name="id">The message: the run's id.</param>
    /// <exception cref="ConnectorException">The message is no job's of this app, or the store does not answer; it is to be tried again.</exception>
    /// <exception cref="OperationCanceledException">The server stops before the call was on its way; it is to be tried again.</exception>
    public async Task CarryOnAsync(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!RunKey.IsId(id))
        {
            throw ConnectorException.BadRequest(ErrorCodes.BadRequest, "The message is not the id of a job.");
        }

        using var _ = _inFlight.Begin();

        // The next message is there before this one is deleted: if this process dies between the two there are two, which does no harm.
        if (await processor.ProcessAsync(id, _inFlight.Cut) is { } delay)
        {
            await queue.AddAsync(new JobTicket(id), delay, _inFlight.Cut);
        }
    }

    /// <summary>Waits for the steps in flight.</summary>
    /// <param name="cancellationToken">Cuts them off: those unsent are let go for their next message, the others end as interrupted.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _inFlight.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _inFlight.DisposeAsync();
}
