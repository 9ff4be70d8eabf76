using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>The function app as "dotnet publish" makes it, its program started the way the Functions host starts a custom handler.</summary>
public sealed class PublishedApp : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly AzuriteFixture _azurite = new();
    private readonly TemporaryFolder _app = new();
    private Process? _process;

    public HttpClient Http { get; } = new() { Timeout = Patience };

    public string Folder => _app.Path;

    /// <summary>The storage account of its blobs and its job queue.</summary>
    public string ConnectionString => _azurite.ConnectionString;

    /// <summary>The functions with a route as the host finds them.</summary>
    public IReadOnlyList<FunctionFacts> Functions =>
    [
        .. from function in Triggers("httpTrigger")
           select new FunctionFacts(
               function.Name,
               function.Trigger["route"]!.GetValue<string>(),
               function.Trigger["authLevel"]!.GetValue<string>(),
               string.Join(' ', function.Trigger["methods"]!.AsArray().Select(method => method!.GetValue<string>()))),
    ];

    /// <summary>The functions with a queue.</summary>
    public IReadOnlyList<QueueFunctionFacts> QueueFunctions =>
    [
        .. from function in Triggers("queueTrigger")
           select new QueueFunctionFacts(
               function.Name, function.Trigger["queueName"]!.GetValue<string>(), function.Trigger["connection"]!.GetValue<string>()),
    ];

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _azurite.InitializeAsync();
        await PublishAsync(limit.Token);

        var port = FreePort();
        Http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(Path.Combine(Folder, "Connector.Functions"), ["serve"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment =
            {
                ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
                ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
                ["Storage__Kind"] = "blob",
                ["Storage__ConnectionString"] = ConnectionString,
                ["Sandbox__Enabled"] = "true",
            },
        };
        _process = Process.Start(start)!;

        // Its first line says that it listens; nobody reads on, and what else it says must not fill the pipe.
        await _process.StandardOutput.ReadLineAsync(limit.Token);
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    public void Dispose()
    {
        Http.Dispose();
        _process?.Dispose();
        _app.Dispose();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _azurite.DisposeAsync();
    }

    private IEnumerable<(string Name, JsonNode Trigger)> Triggers(string type) =>
        from file in Directory.GetFiles(Folder, "function.json", SearchOption.AllDirectories)
        from binding in JsonNode.Parse(File.ReadAllText(file))!["bindings"]!.AsArray()
        where binding["type"]!.GetValue<string>() == type
        select (Path.GetFileName(Path.GetDirectoryName(file)!), binding);

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        // Not for Azure's system but for this one, where the program is to start.
        string[] arguments = ["publish", "src/Functions", "-c", "Release", "-o", Folder, "--use-current-runtime", "-nodeReuse:false"];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = RepositoryFolder.Path, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        Assert.True(publish.ExitCode == 0, said);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
