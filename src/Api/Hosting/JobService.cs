using Connector.Callbacks;
using Connector.Runs;

namespace Connector.Api.Hosting;

/// <summary>
/// Carries jobs on in a process that runs all the time, as soon as it listens, those first that an earlier process left. When it is
/// asked to stop, those in flight have the host's shutdown time to end.
/// </summary>
/// <param name="worker">The queue.</param>
/// <param name="processor">Carries jobs on.</param>
/// <param name="batches">Completes batches that a killed process left half queued.</param>
/// <param name="deliveryWorker">The queue of what others are told.</param>
/// <param name="deliverer">Sends it.</param>
/// <param name="events">Tells of batches that ended while nobody looked.</param>
/// <param name="lifetime">Tells when the server listens.</param>
internal sealed class JobService(
    JobWorker worker, JobProcessor processor, Batches batches, DeliveryWorker deliveryWorker, Deliverer deliverer, RunEvents events, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await worker.StopAsync(cancellationToken);
        await deliveryWorker.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await lifetime.ListensAsync(stoppingToken))
        {
            worker.Start(processor, batches.CompleteAsync);
            deliveryWorker.Start(deliverer, events);
        }
    }
}
