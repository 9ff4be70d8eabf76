using System.Diagnostics;
using System.Globalization;

namespace Connector.Testing;

/// <summary>
/// Azurite, Microsoft's storage emulator, with blobs and queues on free loopback ports and nothing in them.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Listening = " service is successfully listening at ";

    /// <summary>In the order in which they start. Tables nobody needs, but all in one process start as fast as blobs alone.</summary>
    private static readonly string[] Services = ["Blob", "Queue", "Table"];

    /// <summary>Azurite's own account; the key is in its documentation and opens nothing else.</summary>
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string? _folder;
    private readonly IReadOnlyDictionary<string, string> _addresses;
    private Process _process;

    private AzuriteServer(Process process, IReadOnlyDictionary<string, string> addresses, string? folder)
    {
        (_process, _addresses, _folder) = (process, addresses, folder);
        ConnectionString = ConnectionStringThrough(BlobUrl);
    }

    public string ConnectionString { get; }

    /// <summary>Where its blobs are.</summary>
    public Uri BlobUrl => new(_addresses["Blob"]);

    /// <summary>The connection string of those who reach the blobs through another address.</summary>
    public string ConnectionStringThrough(Uri blobs) =>
        $"{Account};BlobEndpoint={blobs.AbsoluteUri.TrimEnd('/')}/devstoreaccount1;QueueEndpoint={_addresses["Queue"].TrimEnd('/')}/devstoreaccount1";

    /// <summary>Starts one with nothing in it.</summary>
    /// <param name="folder">Where it keeps what it is told, so that it can be started again; null for its memory.</param>
    public static async Task<AzuriteServer> StartAsync(string? folder = null)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        return new AzuriteServer(await StartAsync(folder, _ => 0, addresses), addresses, folder);
    }

    /// <summary>
    /// Takes it away. It is asked to go and not killed outright: it writes its index down every five seconds only, and a real store
    /// does not forget what it has confirmed. Whoever is connected must be gone, or it waits for them.
    /// </summary>
    public async Task GoAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        _process.Dispose();
    }

    /// <summary>Brings it back, with all that it held, where it was.</summary>
    public async Task ComeBackAsync() =>
        _process = await StartAsync(_folder, service => new Uri(_addresses[service]).Port, new Dictionary<string, string>(StringComparer.Ordinal));

    public async ValueTask DisposeAsync() => await NodeProgram.StopAsync(_process);

    private static async Task<Process> StartAsync(string? folder, Func<string, int> portOf, Dictionary<string, string> addresses)
    {
        var program = Path.Combine(await NpmPackages.Azurite.InstallAsync(), "node_modules", "azurite", "dist", "src", "azurite.js");
        var ports = Services.SelectMany(service => new[]
        {
            $"--{service.ToLowerInvariant()}Host", "127.0.0.1", $"--{service.ToLowerInvariant()}Port", portOf(service).ToString(CultureInfo.InvariantCulture),
        });
        var garbage = Path.Combine(RepositoryFolder.Path, "tests", "Testing", "azurite-keeps-garbage.cjs");
        string[] memory = folder is null ? ["--inMemoryPersistence"] : ["--location", folder];
        return await NodeProgram.StartServerAsync(
            ["--require", garbage, program, "--silent", .. ports, .. memory, "--skipApiVersionCheck", "--disableTelemetry"],
            line =>
            {
                if (line.Split(Listening) is [var start, var address])
                {
                    addresses[start.Split(' ')[^1]] = address.Trim();
                }

                return Services.All(addresses.ContainsKey);
            });
    }
}
