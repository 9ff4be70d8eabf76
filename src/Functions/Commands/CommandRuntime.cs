using Connector.Documents;
using Connector.Functions.Hosting;
using Connector.Json;
using System.Text.Json;

namespace Connector.Functions.Commands;

/// <summary>Runs a command against the same parts that the server uses, and reports a failure the way the server does.</summary>
internal static class CommandRuntime
{
    public static async Task<int> RunAsync(
        Func<ConnectorRuntime, string, CancellationToken, Task> command, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString("N");
        try
        {
            var configuration = ConnectorConfiguration.Read();
            using var export = OtlpExport.StartIfConfigured(configuration);
            await using var runtime = await ConnectorRuntime.StartAsync(configuration, listensOnLoopback: true, TimeProvider.System, cancellationToken);
            await command(runtime, requestId, cancellationToken);
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
}
