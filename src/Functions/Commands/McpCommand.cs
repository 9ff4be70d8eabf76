using System.CommandLine;
using Connector.Functions.Hosting;
using Connector.Functions.Mcp;
using ModelContextProtocol.Server;

namespace Connector.Functions.Commands;

/// <summary><c>mcp</c>: the actions as tools of MCP over standard input and output, for a client that starts this process.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var mcp = new Command("mcp", "Serves the actions as MCP tools over standard input and output, until its input ends.");
        mcp.SetAction((_, cancellationToken) => CommandRuntime.RunAsync(ServeAsync, cancellationToken));
        return mcp;
    }

    private static async Task ServeAsync(ConnectorRuntime runtime, string requestId, CancellationToken cancellationToken)
    {
        // Standard output is the protocol's.
        using var loggers = LoggerFactory.Create(logging => ConnectorLog.Configure(logging, toStandardError: true));
        using var inputEnded = new CancellationTokenSource();
        await using var input = new McpInputStream(Console.OpenStandardInput(), inputEnded);
        await using var transport = new StreamServerTransport(input, Console.OpenStandardOutput(), loggerFactory: loggers);
        var parent = new McpCaller(RequestId: null, FilesUrl: null, JobUrl: null, inputEnded.Token);
        await using var server = McpServerFactory.Create(transport, runtime, parent, loggers);
        runtime.StartSweeping();
        await server.RunAsync(cancellationToken);
    }
}
