using Xunit;

namespace Connector.Testing;

/// <summary>One Azurite for a class of tests, each of which takes a container of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    public string ConnectionString => _server!.ConnectionString;

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync()
    {
        // Null when it did not start; the reason is told by then.
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
