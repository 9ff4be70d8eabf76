using Connector.Runs;
using Microsoft.Extensions.Logging;

namespace Connector.Callbacks;

/// <summary>The queue of a server that runs all the time: as that of the jobs, and beside it, so that a dead receiver holds no picture up.</summary>
/// <param name="deliveries">The deliveries.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class DeliveryWorker(Deliveries deliveries, TimeProvider time, ILogger<JobWorker> log) : IDeliveryQueue, IAsyncDisposable
{
    private readonly JobWorker _worker = new(deliveries.Due, time, log);

    /// <summary>Begins to send, what an earlier process left first.</summary>
    /// <param name="deliverer">Sends.</param>
    /// <param name="events">Tells of batches that have ended.</param>
    public void Start(Deliverer deliverer, RunEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _worker.Start(deliverer, events.EndBatchAsync);
    }

    /// <inheritdoc/>
    public Task AddAsync(string id, TimeSpan delay, CancellationToken cancellationToken) => _worker.AddAsync(new JobTicket(id), delay, cancellationToken);

    /// <summary>Begins no more tries and waits for those in flight.</summary>
    /// <param name="cancellationToken">Cuts them off.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _worker.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
