using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>Streamable HTTP, with an access key.</summary>
public sealed class HttpSdkClientTests(SharedMcpSession shared) : SdkClientTests(shared)
{
    private protected override async Task<McpSession> ConnectAsync(TemporaryFolder folder, string files, params (string Name, string Value)[] settings)
    {
        var connector = await TestConnector.StartAsync([("Access__Keys__0", "secret"), ("Storage__Root", files), .. settings]);
        var server = connector.Http.BaseAddress!;
        return new McpSession(await SdkClient.ConnectAsync(server, ("x-functions-key", "secret")), folder, files, new Uri(server, "api/files").AbsoluteUri, connector);
    }
}
