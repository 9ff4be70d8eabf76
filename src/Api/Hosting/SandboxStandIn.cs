using Connector.Actions;
using Connector.Failures;
using Connector.Sandbox;
using Connector.Settings;

namespace Connector.Api.Hosting;

/// <summary>The sandbox in place of the apps that it is to serve, if there are any.</summary>
internal sealed class SandboxStandIn : IAsyncDisposable
{
    /// <summary>Drawing is no more than encoding then.</summary>
    private const int CoarseRows = 32;

    private readonly SandboxServer? _server;

    private SandboxStandIn(ConnectorOptions options, SandboxServer? server) => (Options, _server) = (options, server);

    /// <summary>The settings in force, the sandbox's address among them.</summary>
    public ConnectorOptions Options { get; }

    /// <summary>Starts the sandbox where it is to stand in.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="isDevelopersMachine">Whether it may stand in unasked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>, naming every setting at fault.</exception>
    public static async Task<SandboxStandIn> StartAsync(
        IConfiguration configuration, bool isDevelopersMachine, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = SettingsReader.Read(configuration.AsEnumerable(), Catalog.All.Apps);
        var served = options.AppsForSandbox(isDevelopersMachine);
        if (served.Count == 0)
        {
            return new SandboxStandIn(options, server: null);
        }

        var server = await SandboxServer.StartAsync(new SandboxOptions { Time = time, RowsAlike = options.SandboxIsCoarse ? CoarseRows : 1 }, cancellationToken);
        return new SandboxStandIn(options.WithSandbox(served, server.BaseUrl, SandboxServer.Key), server);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
