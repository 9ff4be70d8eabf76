using System.Text.Json;
using Connector.Api.Documents;
using Connector.Api.Hosting;
using Connector.Cli.Hosting;
using Connector.Failures;
using Connector.Images;
using Connector.Runs;

namespace Connector.Cli.Commands;

/// <summary>Runs a command with the same parts that the server uses, and reports a failure the way the server does.</summary>
internal static class CommandServices
{
    /// <summary>Runs a command with a part of the connector.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <param name="command">The command; it is given the part and a request id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync<T>(Func<T, string, CancellationToken, Task> command, CancellationToken cancellationToken)
        where T : notnull
    {
        var requestId = Guid.NewGuid().ToString("N");
        try
        {
            var configuration = ConnectorConfiguration.Read();
            await using var sandbox = await SandboxStandIn.StartAsync(configuration, DevelopersMachine.IsThis(configuration), TimeProvider.System, cancellationToken);
            await using var parts = Build(configuration, sandbox, typeof(T) == typeof(McpConsole));
            await parts.StartTelemetryExportAsync(cancellationToken);
            await command(parts.GetRequiredService<T>(), requestId, cancellationToken);
            return ExitCodes.Success;
        }
        catch (ConnectorException failure)
        {
            var problem = ProblemDocument.Of(failure, requestId);
            await Console.Error.WriteLineAsync(JsonSerializer.Serialize(problem, JsonStyles.Indented.ProblemDocument));
            if (failure is { Code: ErrorCodes.InternalError, InnerException: { } cause })
            {
                // A command has no other log.
                await Console.Error.WriteLineAsync(cause.ToString());
            }

            return ExitCodes.Failure;
        }
    }

    /// <summary>The parts of a process that serves one caller and ends with it.</summary>
    public static ServiceProvider Build(IConfiguration configuration, SandboxStandIn sandbox, bool isServer) => new ServiceCollection()

        // Standard output is the result's, or a protocol's.
        .AddLogging(logging =>
        {
            ConnectorLog.Configure(logging, configuration, toStandardError: true);
            if (!isServer)
            {
                // A command tells of its one run itself.
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
        .AddSingleton<CommandRun>()
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
