using Connector.Api.Mcp;
using Connector.Runs;

namespace Connector.Cli.Hosting;

/// <summary>Serves a client of MCP that started this process, over standard input and output.</summary>
/// <param name="servers">Puts the server together.</param>
/// <param name="sweeper">Sweeps meanwhile.</param>
/// <param name="loggers">The log.</param>
internal sealed class McpConsole(McpServerFactory servers, Sweeper sweeper, ILoggerFactory loggers)
{
    /// <summary>Serves until the client closes the input.</summary>
    /// <param name="tools">The tools that it sees.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ServeAsync(McpToolSet tools, CancellationToken cancellationToken)
    {
        using var inputEnded = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var input = new McpInputStream(Console.OpenStandardInput(), inputEnded);
        await using var transport = new McpLines(input, Console.OpenStandardOutput(), loggers);
        await using var server = servers.Create(transport, new McpCaller(RequestId: null, FilesUrl: null, JobUrl: null, inputEnded.Token) { Tools = tools });
        var sweeping = Task.Run(() => sweeper.RunAsync(stop.Token), cancellationToken);
        await server.RunAsync(cancellationToken);
        await stop.CancelAsync();
        await sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
