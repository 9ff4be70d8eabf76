using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>A server for the protocol's own suite, the same for all of its scenarios.</summary>
public sealed class McpConformanceServer : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _results = new();
    private TestConnector _connector = null!;

    public async Task InitializeAsync() => _connector = await TestConnector.StartAsync();

    public async Task DisposeAsync() => await _connector.DisposeAsync();

    public void Dispose() => _results.Dispose();

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">Its name.</param>
    /// <param name="version">The version of the protocol that the suite speaks.</param>
    /// <returns>What it looked at.</returns>
    public async Task<IReadOnlyList<JsonNode>> RunAsync(string scenario, string version)
    {
        var modules = Path.Combine(await NpmPackages.McpConformance.InstallAsync(), "node_modules");
        var results = Path.Combine(_results.Path, $"{scenario}-{version}");
        string[] arguments =
        [
            Path.Combine(modules, "@modelcontextprotocol", "conformance", "dist", "index.js"), "server",
            "--url", new Uri(_connector.Http.BaseAddress!, "api/mcp").AbsoluteUri, "--scenario", scenario, "--spec-version", version, "-o", results,
        ];
        var run = await ChildProgram.EndAsync(NodeProgram.Start(Path.Combine(modules, "node", "bin", "node"), arguments));
        return Directory.Exists(results)
            ? [.. JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(results, "checks.json", SearchOption.AllDirectories).Single()))!.AsArray().Select(check => check!)]
            : throw new InvalidOperationException(run.Everything);
    }
}
