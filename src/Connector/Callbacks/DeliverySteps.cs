using Connector.Runs;

namespace Connector.Callbacks;

/// <summary>Sends what the messages of a queue name, one try for each.</summary>
/// <param name="deliverer">Sends.</param>
/// <param name="queue">Gets the message of the next try.</param>
public sealed class DeliverySteps(Deliverer deliverer, IDeliveryQueue queue) : IAsyncDisposable
{
    private readonly WorkInFlight _inFlight = new();

    /// <summary>Takes the step of a message.</summary>
    /// <param name="id">The delivery's id.</param>
    public async Task CarryOnAsync(string id)
    {
        using var _ = _inFlight.Begin();
        if (await deliverer.ProcessAsync(id, _inFlight.Cut) is { } delay)
        {
            await queue.AddAsync(id, delay, _inFlight.Cut);
        }
    }

    /// <summary>Waits for the tries in flight.</summary>
    /// <param name="cancellationToken">Cuts them off.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _inFlight.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _inFlight.DisposeAsync();
}
