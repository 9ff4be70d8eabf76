using System.CommandLine;
using Connector.Functions.Hosting;

namespace Connector.Functions.Commands;

/// <summary><c>serve [--urls &lt;url&gt;]</c>: the self-host; also what runs without a command.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root)
    {
        var serve = new Command("serve", "Serves the actions over HTTP (the default command).");
        foreach (var command in new[] { root, serve })
        {
            var urls = new Option<string?>("--urls") { Description = "The addresses to listen on, separated by semicolons. Default http://127.0.0.1:7071." };
            command.Add(urls);
            command.SetAction((parsed, cancellationToken) => ServeAsync(parsed.GetValue(urls), cancellationToken));
        }

        root.Add(serve);
    }

    private static async Task<int> ServeAsync(string? urls, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = ConnectorConfiguration.Read();
            var addresses = ListenAddresses.From(urls, configuration);
            using var export = OtlpExport.StartIfConfigured(configuration);
            await using var runtime = await ConnectorRuntime.StartAsync(configuration, addresses.AreLoopback, TimeProvider.System, cancellationToken);
            addresses.ThrowIfOpenToOthers(runtime.Settings);
            await using var app = ConnectorHost.Build(runtime, addresses.Urls);
            await app.StartAsync(cancellationToken);
            Console.WriteLine(StartupMessage.Write(runtime.Settings, app.Urls.First(), ConnectorVersion.Current));
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (ConnectorException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
        catch (IOException failure)
        {
            // The port is taken, or the address is not of this machine.
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
    }
}
