namespace Connector.Functions.Hosting;

/// <summary>
/// What a server does besides answering: it carries jobs on and sweeps, as soon as it listens (a second server on a taken port must not
/// touch a job). When it is asked to stop, what is in flight has the host's shutdown time to end.
/// </summary>
internal sealed class BackgroundWork(ConnectorRuntime runtime, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(runtime.StartJobs);
        lifetime.ApplicationStarted.Register(runtime.StartSweeping);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync(cancellationToken);
}
