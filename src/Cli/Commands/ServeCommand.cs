using System.CommandLine;
using System.Net.Sockets;
using Connector.Api.Documents;
using Connector.Api.Hosting;
using Connector.Cli.Hosting;
using Connector.Failures;
using Connector.Files;
using Connector.Output;
using Connector.Settings;

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
            await using var sandbox = await SandboxStandIn.StartAsync(
                configuration, addresses.AreLoopback && DevelopersMachine.IsThis(configuration), TimeProvider.System, cancellationToken);
            addresses.ThrowIfOpenToOthers(sandbox.Options);
            await using var app = ConnectorHost.Build(configuration, sandbox, addresses.Urls);
            await StartAsync(app, addresses, cancellationToken);
            Console.WriteLine(StartupMessage.Write(sandbox.Options, app.Services.GetRequiredService<ServerRoom>(), app.Urls.First(), ConnectorVersion.Current));
            await TellOfUnwritableFolderAsync(app.Services.GetRequiredService<IMediaSink>(), sandbox.Options, cancellationToken);
            await TellOfUnwritableSpillAsync(app.Services.GetRequiredService<SpillFolder>(), cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (ConnectorException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
    }

    /// <summary>Said at the start, where somebody looks; a folder may be mounted later, so the server goes on. Blobs, which may be slow to answer, are told by /api/health/ready.</summary>
    private static async Task TellOfUnwritableFolderAsync(IMediaSink sink, ConnectorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await (options.Blob is null ? sink.PrepareAsync([""], files: 1, cancellationToken) : Task.CompletedTask);
        }
        catch (ConnectorException failure)
        {
            await Console.Error.WriteLineAsync(
                $"Nothing can be saved in {Path.GetFullPath(options.StorageRoot)}, so that no paid call is sent until it can: {failure.InnerException?.Message ?? failure.Message}");
        }
    }

    /// <summary>Otherwise it would be noticed only when a paid picture is lost. Calls do without, so the server goes on.</summary>
    private static async Task TellOfUnwritableSpillAsync(SpillFolder spill, CancellationToken cancellationToken)
    {
        if (await spill.FindFaultAsync(cancellationToken) is { } fault)
        {
            await Console.Error.WriteLineAsync(
                $"Nothing can be kept in {spill.Root} (Storage__Spill), so that a paid picture is lost when the store does not take it: {fault}");
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
