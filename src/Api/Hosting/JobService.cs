using Connector.Runs;

namespace Connector.Api.Hosting;

/// <summary>
/// Carries jobs on in a process that runs all the time, as soon as it listens, those first that an earlier process left. When it is
/// asked to stop, those in flight have the host's shutdown time to end.
/// </summary>
/// <param name="worker">The queue.</param>
/// <param name="processor">Carries jobs on.</param>
/// <param name="batches">Completes batches that a killed process left half queued.</param>
/// <param name="lifetime">Tells when the server listens.</param>
internal sealed class JobService(JobWorker worker, JobProcessor processor, Batches batches, IHostApplicationLifetime lifetime) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await worker.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await lifetime.ListensAsync(stoppingToken))
        {
            worker.Start(processor, batches);
        }
    }
}
