using Connector.Runs;

namespace Connector.Api.Hosting;

/// <summary>
/// When the server is asked to stop, the runs with an idempotency key that are in flight, whose requests may be gone, have the host's
/// shutdown time to end.
/// </summary>
/// <param name="runs">The runs.</param>
internal sealed class RunDrain(KeyedRuns runs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => runs.StopAsync(cancellationToken);
}
