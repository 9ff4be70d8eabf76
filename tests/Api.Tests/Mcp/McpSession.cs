using Connector.Testing;

namespace Connector.Api.Tests.Mcp;

/// <summary>A client with its server.</summary>
/// <param name="Client">The client.</param>
/// <param name="Folder">What goes with it.</param>
/// <param name="Files">The folder of the server's files.</param>
/// <param name="UrlPrefix">What links to files begin with.</param>
/// <param name="Server">The server; null for one that ends with the client.</param>
internal sealed record McpSession(SdkClient Client, TemporaryFolder Folder, string Files, string UrlPrefix, IAsyncDisposable? Server) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        Folder.Dispose();
    }
}
