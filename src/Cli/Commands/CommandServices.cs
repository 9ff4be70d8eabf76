using Connector.Api.Hosting;
using Connector.Api.Http;
using Connector.Cli.Backends;
using Connector.Cli.Hosting;
using Connector.Images;
using Connector.Runs;

namespace Connector.Cli.Commands;

/// <summary>Runs a command with the same parts that the server uses.</summary>
internal static class CommandServices
{
    /// <summary>Runs a command with a part of the connector, and reports its failure.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync<T>(Func<T, CancellationToken, Task> command, CancellationToken cancellationToken)
        where T : notnull => CommandFailures.ReportAsync(_ => WithAsync<T>(
        async (part, token) =>
        {
            await command(part, token);
            return ExitCodes.Success;
        },
        cancellationToken));

    /// <summary>Runs a command with a part of the connector.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <param name="command">The command; it tells its exit code.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<int> WithAsync<T>(Func<T, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
        where T : notnull
    {
        var configuration = ConnectorConfiguration.Read();
        await using var sandbox = await SandboxStandIn.StartAsync(configuration, DevelopersMachine.IsThis(configuration), TimeProvider.System, cancellationToken);
        await using var parts = Build(configuration, sandbox, typeof(T) == typeof(McpConsole));
        await parts.StartTelemetryExportAsync(cancellationToken);
        return await command(parts.GetRequiredService<T>(), cancellationToken);
    }

    /// <summary>The parts of a process that serves one caller and ends with it.</summary>
    public static ServiceProvider Build(IConfiguration configuration, SandboxStandIn sandbox, bool isServer) => new ServiceCollection()

        // Standard output is the result's, or a protocol's.
        .AddLogging(logging =>
        {
            ConnectorLog.Configure(logging, configuration, toStandardError: true);
            if (!isServer)
            {
                // A command tells of its runs itself.
                logging.AddFilter(typeof(ActionRunner).FullName, LogLevel.None);
            }
        })
        .AddTelemetryExport(configuration)
        .AddSingleton<IPictureLibrary, SkiaPictures>()
        .AddConnector(configuration)
        .AddSandbox(sandbox)
        .AddJobWorker()
        .AddMcpServers()
        .AddSingleton<McpConsole>()
        .AddSingleton<LocalKeyedRuns>()
        .AddSingleton<SpendReports>()
        .AddSingleton<LocalSpendReport>()
        .AddSingleton<LocalFiles>()
        .AddSingleton<LocalJobs>()
        .AddSingleton<LocalBackend>()
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
