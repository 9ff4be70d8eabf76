using System.CommandLine;
using System.Net.Sockets;
using Connector.Api.Documents;
using Connector.Api.Hosting;
using Connector.Cli.Hosting;
using Connector.Failures;

namespace Connector.Cli.Commands;

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
            addresses.ThrowIfEncrypted();
            using var export = OtlpExport.StartIfConfigured(configuration);
            await using var sandbox = await SandboxStandIn.StartAsync(
                configuration, addresses.AreLoopback && DevelopersMachine.IsThis(configuration), TimeProvider.System, cancellationToken);
            addresses.ThrowIfOpenToOthers(sandbox.Options);
            await using var app = ConnectorHost.Build(configuration, sandbox, addresses.Urls);
            await StartAsync(app, addresses, cancellationToken);
            Console.WriteLine(StartupMessage.Write(sandbox.Options, app.Services.GetRequiredService<ServerRoom>(), app.Urls.First(), ConnectorVersion.Current));
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (ConnectorException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
    }

    private static async Task StartAsync(WebApplication app, ListenAddresses addresses, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // The port is taken or kept for others, or the address is not of this machine.
            throw new ConnectorException(
                500, ErrorCodes.InvalidSettings, $"Cannot listen on {string.Join(" and ", addresses.Urls)}: {failure.GetBaseException().Message.TrimEnd('.')}. Give another with --urls.", failure);
        }
    }
}
