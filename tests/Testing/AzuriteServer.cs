using System.ComponentModel;
using System.Diagnostics;

namespace Connector.Testing;

/// <summary>
/// Azurite, Microsoft's storage emulator, with blobs and queues on free loopback ports and nothing in them. It comes from npm, once per checkout, into
/// <c>artifacts/</c>.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Version = "3.35.0";
    private const string Listening = " service is successfully listening at ";

    /// <summary>In the order in which they start. Tables nobody needs, but all in one process start as fast as blobs alone.</summary>
    private static readonly string[] Services = ["Blob", "Queue", "Table"];

    /// <summary>Azurite's own account; the key is in its documentation and opens nothing else.</summary>
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private AzuriteServer(Process process, IReadOnlyDictionary<string, string> addresses)
    {
        _process = process;
        ConnectionString = $"{Account};BlobEndpoint={addresses["Blob"]}/devstoreaccount1;QueueEndpoint={addresses["Queue"]}/devstoreaccount1";
    }

    public string ConnectionString { get; }

    public static async Task<AzuriteServer> StartAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var program = await InstallAsync(limit.Token);
        var ports = Services.Select(service => service.ToLowerInvariant()).SelectMany(service => new[] { $"--{service}Host", "127.0.0.1", $"--{service}Port", "0" });
        var process = Start("node", [program, "--silent", .. ports, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"]);
        try
        {
            var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.Split(Listening) is [var start, var address])
                {
                    addresses[start.Split(' ')[^1]] = address.Trim();
                }

                if (Services.All(addresses.ContainsKey))
                {
                    // Nobody reads on; what else it says must not fill the pipe.
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new AzuriteServer(process, addresses);
                }
            }

            throw new InvalidOperationException($"Azurite did not start: {await process.StandardError.ReadToEndAsync(limit.Token)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Test programs run side by side; the first installs and the others wait for it.</summary>
    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Path, "artifacts", $"azurite-{Version}")).FullName;
        var program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        var done = Path.Combine(folder, "installed");
        await using var turn = await TakeTurnAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (File.Exists(done))
        {
            return program;
        }

        // On Windows npm is a script, which only its shell starts.
        string[] install = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--prefer-offline", "--loglevel=error", $"azurite@{Version}"];
        using var npm = OperatingSystem.IsWindows() ? Start("cmd", ["/c", "npm", .. install]) : Start("npm", install);
        var said = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"The storage tests run against Azurite, and npm could not install it: {errors} {await said}");
        }

        await File.WriteAllTextAsync(done, "", cancellationToken);
        return program;
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"The storage tests run against Azurite, the storage emulator, which needs Node.js with npm (https://nodejs.org); \"{program}\" could not be started.", missing);
        }
    }
}
