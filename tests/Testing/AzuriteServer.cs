using System.Diagnostics;

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

    private readonly Process _process;

    private AzuriteServer(Process process, IReadOnlyDictionary<string, string> addresses)
    {
        _process = process;
        ConnectionString = $"{Account};BlobEndpoint={addresses["Blob"]}/devstoreaccount1;QueueEndpoint={addresses["Queue"]}/devstoreaccount1";
    }

    public string ConnectionString { get; }

    public static async Task<AzuriteServer> StartAsync()
    {
        var program = Path.Combine(await NpmPackages.Azurite.InstallAsync(), "node_modules", "azurite", "dist", "src", "azurite.js");
        var ports = Services.Select(service => service.ToLowerInvariant()).SelectMany(service => new[] { $"--{service}Host", "127.0.0.1", $"--{service}Port", "0" });
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        var process = await NodeProgram.StartServerAsync(
            [program, "--silent", .. ports, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"],
            line =>
            {
                if (line.Split(Listening) is [var start, var address])
                {
                    addresses[start.Split(' ')[^1]] = address.Trim();
                }

                return Services.All(addresses.ContainsKey);
            });
        return new AzuriteServer(process, addresses);
    }

    public async ValueTask DisposeAsync() => await NodeProgram.StopAsync(_process);
}
