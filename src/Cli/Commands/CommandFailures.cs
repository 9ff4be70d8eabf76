using System.Text.Json;
using Connector.Api.Documents;
using Connector.Cli.Backends;
using Connector.Cli.Terminal;
using Connector.Failures;
using Connector.Runs;

namespace Connector.Cli.Commands;

/// <summary>Says on standard error how a command failed: a problem as JSON to a program, in words to a person.</summary>
internal static class CommandFailures
{
    /// <summary>Runs a command.</summary>
    /// <param name="command">The command, which is given a request id.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> ReportAsync(Func<string, Task<int>> command)
    {
        var requestId = RunKey.New();
        try
        {
            return await command(requestId);
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return ExitCodes.WrongUsage;
        }
        catch (Exception failure) when (failure is ConnectorException or ProblemException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await WriteAsync(failure, requestId);
            return ExitCodes.Failure;
        }
    }

    /// <summary>Says a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="requestId">The command's request id.</param>
    public static async Task WriteAsync(Exception failure, string requestId)
    {
        var problem = ProblemException.Of(failure, requestId);
        await Console.Error.WriteLineAsync(
            problem is null ? failure.Message
            : ErrorConsole.IsTerminal ? InWords(problem)
            : JsonSerializer.Serialize(problem, JsonStyles.Indented.ProblemDocument));
        if ((failure as ConnectorException ?? failure.InnerException) is ConnectorException { Code: ErrorCodes.InternalError, InnerException: { } cause })
        {
            // A command has no other log.
            await Console.Error.WriteLineAsync(cause.ToString());
        }
    }

    private static string InWords(ProblemDocument problem)
    {
        var lines = problem.Problems is { Count: > 0 } several ? several.Select(one => $"  {one.Message}").Prepend("Nothing was sent:") : [problem.Detail];
        return string.Join(Environment.NewLine, [.. lines, $"({problem.Code}, request {problem.RequestId})"]);
    }
}
