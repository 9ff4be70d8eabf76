using Connector.Callbacks;
using Connector.Runs;

namespace Connector.Api.Hosting;

/// <summary>
/// When the server is asked to stop, what is in flight and has no request that is waited for anyway has the host's shutdown time to
/// end: runs with an idempotency key, whose requests may be gone, and steps of jobs.
/// </summary>
/// <param name="runs">The runs.</param>
/// <param name="steps">The steps.</param>
/// <param name="deliveries">What is on its way to those who are told.</param>
internal sealed class RunDrain(KeyedRuns runs, JobSteps steps, DeliverySteps deliveries) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(runs.StopAsync(cancellationToken), steps.StopAsync(cancellationToken), deliveries.StopAsync(cancellationToken));
}
