using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.Mcp;

/// <summary>The client of MCP's TypeScript SDK, in a process of its own: what it makes of our server is what other clients will.</summary>
internal sealed class SdkClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly Lock _writing = new();
    private int _last;

    private SdkClient(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

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
    public async Task<JsonNode> TryAsync(string method, JsonNode? parameters = null) => await Begin(method, parameters).Answer;

    /// <summary>Has the client do something that must succeed.</summary>
    public async Task<JsonNode> DoAsync(string method, JsonNode? parameters = null)
    {
        var answer = await TryAsync(method, parameters);
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error["message"]}") : answer["result"]!;
    }

    /// <summary>Calls a tool.</summary>
    public Task<JsonNode> CallToolAsync(string name, JsonNode? arguments = null, JsonNode? meta = null) => DoAsync("callTool", Call(name, arguments, meta));

    /// <summary>Begins to call a tool.</summary>
    public (int Id, Task<JsonNode> Answer) BeginCall(string name, JsonNode arguments) => Begin("callTool", Call(name, arguments));

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
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        _process.Dispose();
    }

    private static async Task<SdkClient> StartAsync(JsonObject settings)
    {
        var script = Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Mcp", "sdk-client.mjs");
        var client = new SdkClient(NodeProgram.Start("node", [script, await NpmPackages.McpSdk.InstallAsync(), settings.ToJsonString()]));
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

    private (int Id, Task<JsonNode> Answer) Begin(string method, JsonNode? parameters)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_writing)
        {
            _process.StandardInput.WriteLine(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters?.DeepClone() }.ToJsonString());
            _process.StandardInput.Flush();
        }

        return (id, answer.Task.WaitAsync(Patience));
    }

    private async Task ReadAsync()
    {
        // What goes wrong in the server's process is told there.
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            _waiting[answer["id"]!.GetValue<int>()].TrySetResult(answer);
        }

        var gone = new InvalidOperationException($"The client ended: {await errors}");
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(gone);
        }
    }
}
