using Connector.Testing;

namespace Connector.Api.Tests.Mcp;

/// <summary>The built server's <c>mcp</c> command, which the client starts.</summary>
public sealed class StdioSdkClientTests(SharedMcpSession shared) : SdkClientTests(shared)
{
    private protected override async Task<McpSession> ConnectAsync(TemporaryFolder folder, string files, params (string Name, string Value)[] settings) =>
        new(await SdkClient.SpawnAsync(folder.Path, settings), folder, files, new Uri(files).AbsoluteUri, Server: null);
}
