using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.Mcp;

/// <summary>The client of MCP's TypeScript SDK, in a process of its own: what it makes of our server is what other clients will.</summary>
internal sealed class SdkClient : IAsyncDisposable
{
    private readonly NodeDialogue _dialogue;

    private SdkClient(NodeDialogue dialogue) => _dialogue = dialogue;

    /// <summary>Connects to a server over HTTP.</summary>
    public static Task<SdkClient> ConnectAsync(Uri server, params (string Name, string Value)[] headers) => StartAsync(new JsonObject
    {
        ["url"] = new Uri(server, "api/mcp").AbsoluteUri,
        ["headers"] = Object(headers),
    });

    /// <summary>Starts the built server's <c>mcp</c> command in a folder, and connects to it.</summary>
    public static Task<SdkClient> SpawnAsync(string folder, params (string Name, string Value)[] environment) => StartAsync(new JsonObject
    {
        ["command"] = "dotnet",
        ["args"] = new JsonArray(Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll"), "mcp"),
        ["cwd"] = folder,
        ["env"] = Object(environment),
    });

    /// <summary>Has the client do something.</summary>
    /// <returns>What it answers: a result, or the error it throws.</returns>
    public async Task<JsonNode> TryAsync(string method, JsonNode? parameters = null) => await _dialogue.Begin(method, parameters).Answer;

    /// <summary>Has the client do something that must succeed.</summary>
    public Task<JsonNode> DoAsync(string method, JsonNode? parameters = null) => _dialogue.DoAsync(method, parameters);

    /// <summary>Calls a tool.</summary>
    public Task<JsonNode> CallToolAsync(string name, JsonNode? arguments = null, JsonNode? meta = null) => DoAsync("callTool", Call(name, arguments, meta));

    /// <summary>Begins to call a tool.</summary>
    public (int Id, Task<JsonNode> Answer) BeginCall(string name, JsonNode arguments) => _dialogue.Begin("callTool", Call(name, arguments));

    public static JsonObject Call(string name, JsonNode? arguments, JsonNode? meta = null)
    {
        var call = new JsonObject { ["name"] = name, ["arguments"] = arguments ?? new JsonObject() };
        if (meta is not null)
        {
            call["_meta"] = meta;
        }

        return call;
    }

    public async ValueTask DisposeAsync()
    {
        // Its server ends with it.
        await TryAsync("close");
        await _dialogue.DisposeAsync();
    }

    private static async Task<SdkClient> StartAsync(JsonObject settings)
    {
        var script = Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Mcp", "sdk-client.mjs");
        var client = new SdkClient(new NodeDialogue([script, await NpmPackages.McpSdk.InstallAsync(), settings.ToJsonString()]));
        try
        {
            await client.DoAsync("connect");
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private static JsonObject Object((string Name, string Value)[] members) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Value)));
}
