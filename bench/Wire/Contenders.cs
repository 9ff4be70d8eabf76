using System.Globalization;
using Connector.Testing;

namespace Connector.Wire;

/// <summary>Everybody who takes part.</summary>
/// <param name="published">Where the published programs are, one folder each.</param>
/// <param name="rivals">Where axios and Node-RED are installed.</param>
internal sealed class Contenders(string published, string rivals)
{
    private const int Port = 9350;

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>nginx with <c>proxy_store</c>: stores what upstream answers and sends it on.</summary>
    public Contender Nginx { get; } = new("nginx `proxy_store`", async (upstream, folder) =>
    {
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, string.Create(
            CultureInfo.InvariantCulture,
            $$"""
              daemon off; worker_processes 2; user root; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx.log;
              events { worker_connections 8192; }
              http {
                access_log off; keepalive_requests 100000000; client_max_body_size 100m;
                client_body_temp_path {{folder}}/bodies; proxy_temp_path {{folder}}/parts;
                upstream fixed { server {{upstream.Authority}}; keepalive 512; keepalive_requests 100000000; }
                server {
                  listen 127.0.0.1:{{Port}} backlog=4096;
                  location / { proxy_pass http://fixed; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_store {{folder}}/files/$request_id.png; }
                }
              }
              """));
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        return await Server.StartAsync(Port, folder, Nothing, "nginx", "-c", configuration);
    });

    /// <summary>Node.js with axios, as Pipedream's component calls it.</summary>
    public Contender Node { get; } = new("Node.js, axios", (upstream, folder) => Server.StartAsync(
        Port, folder, Nothing, "node", Path.Combine(AppContext.BaseDirectory, "Contenders", "axios.mjs"), rivals, upstream.AbsoluteUri, folder, $"{Port}"));

    /// <summary>A flow of Node-RED: a request in, a request out, a file.</summary>
    public Contender NodeRed { get; } = new("Node-RED flow", async (upstream, folder) =>
    {
        var flow = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Contenders", "flow.json"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "flow.json"),
            flow.Replace("WIRE_UPSTREAM", upstream.AbsoluteUri, StringComparison.Ordinal).Replace("WIRE_FOLDER", folder, StringComparison.Ordinal));
        return await Server.StartAsync(
            Port, folder, Nothing, "node", Path.Combine(rivals, "node_modules", "node-red", "red.js"), "-u", folder, "-p", $"{Port}", "flow.json");
    });

    /// <summary>The plainest server in C#, compiled ahead like ours.</summary>
    public Contender Plain { get; } = new("plain C#", (upstream, folder) => Server.StartAsync(
        Port, folder, Nothing, Path.Combine(published, "plain", "Connector.Plain"), upstream.AbsoluteUri, folder, $"http://127.0.0.1:{Port}"));

    /// <summary>This connector, compiled ahead.</summary>
    public Contender Connector { get; } = new("**this connector**", (upstream, folder) => Server.StartAsync(
        Port, folder, Settings(upstream, folder), Path.Combine(published, "cli", "Connector.Cli"), "serve", "--urls", $"http://127.0.0.1:{Port}"));

    /// <summary>This connector with a picture in its store.</summary>
    public Contender ConnectorWith(string path) => Connector with
    {
        StartAsync = async (upstream, folder) =>
        {
            var file = Path.Combine(folder, "files", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, TestPng.CreateLong(1024, 1024, 1_500_000));
            return await Connector.StartAsync(upstream, folder);
        },
    };

    /// <summary>The function app's worker behind the host that the tests have; that the host is in a process with the worker's front counts against it.</summary>
    public Contender Worker { get; } = new("isolated worker, test host", (upstream, folder) => Server.StartAsync(
        Port, folder, Settings(upstream, folder), Environment.ProcessPath!, "host", Path.Combine(published, "functions"), $"{Port}"));

    /// <summary>The plain server with files as blobs.</summary>
    public Contender PlainBlobs(string name, AzuriteServer azurite) => new(name, (upstream, folder) => Server.StartAsync(
        Port, folder, Nothing, Path.Combine(published, "plain", "Connector.Plain"), upstream.AbsoluteUri, folder, $"http://127.0.0.1:{Port}", azurite.ConnectionString));

    /// <summary>This connector with files as blobs.</summary>
    public Contender ConnectorBlobs(AzuriteServer azurite) => new("**this connector**", (upstream, folder) => Server.StartAsync(
        Port,
        folder,
        new Dictionary<string, string>(Settings(upstream, folder), StringComparer.Ordinal) { ["Storage__Kind"] = "blob", ["Storage__ConnectionString"] = azurite.ConnectionString },
        Path.Combine(published, "cli", "Connector.Cli"),
        "serve",
        "--urls",
        $"http://127.0.0.1:{Port}"));

    private static Dictionary<string, string> Settings(Uri upstream, string folder) => new(StringComparer.Ordinal)
    {
        ["STABILITY_API_KEY"] = "sk-bench",
        ["Apps__stability__base_url"] = upstream.AbsoluteUri,
        ["Apps__dreamstudio__base_url"] = upstream.AbsoluteUri,
        ["Apps__stability__calls_per_10_seconds"] = "0",
        ["Apps__dreamstudio__calls_per_10_seconds"] = "0",
        ["Storage__Root"] = Path.Combine(folder, "files"),
        ["Storage__Spill"] = Path.Combine(folder, "spill"),
    };
}
