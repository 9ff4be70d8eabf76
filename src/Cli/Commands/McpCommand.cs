using System.CommandLine;
using Connector.Cli.Hosting;

namespace Connector.Cli.Commands;

/// <summary><c>mcp</c>: the actions as tools of MCP over standard input and output, for a client that starts this process.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var mcp = new Command("mcp", "Serves the actions as MCP tools over standard input and output, until its input ends.");
        mcp.SetAction((_, cancellationToken) => CommandServices.RunAsync<McpConsole>((console, _, token) => console.ServeAsync(token), cancellationToken));
        return mcp;
    }
}
