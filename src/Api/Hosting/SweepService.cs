using Connector.Runs;

namespace Connector.Api.Hosting;

/// <summary>Deletes what killed processes left behind, as soon as the server listens and then again and again.</summary>
/// <param name="sweeper">Sweeps.</param>
/// <param name="lifetime">Tells when the server listens.</param>
internal sealed class SweepService(Sweeper sweeper, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await lifetime.ListensAsync(stoppingToken))
        {
            await sweeper.RunAsync(stoppingToken);
        }
    }
}
