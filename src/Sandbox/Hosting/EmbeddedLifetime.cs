using Microsoft.Extensions.Hosting;

namespace Connector.Sandbox.Hosting;

/// <summary>Leaves Ctrl+C and SIGTERM to the program that the sandbox is embedded in; the default lifetime would catch them.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
