using System.CommandLine;
using Connector.Api.Mcp;
using Connector.Cli.Hosting;
using Connector.Failures;

namespace Connector.Cli.Commands;

/// <summary><c>mcp</c>: the actions as tools of MCP over standard input and output, for a client that starts this process.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var apps = new Option<string?>($"--{McpToolSet.Apps.Name}") { Description = McpToolSet.Apps.Description, HelpName = McpToolSet.Apps.Example };
        var tools = new Option<string?>($"--{McpToolSet.Tools.Name}") { Description = McpToolSet.Tools.Description, HelpName = McpToolSet.Tools.Example };
        var mcp = new Command("mcp", "Serves the actions as MCP tools over standard input and output, until its input ends.") { apps, tools };
        mcp.Validators.Add(parsed =>
        {
            try
            {
                McpToolSet.Of(parsed.GetValue(apps), parsed.GetValue(tools));
            }
            catch (ConnectorException wrong)
            {
                parsed.AddError(wrong.Message);
            }
        });
        mcp.SetAction((parsed, cancellationToken) => CommandServices.RunAsync<McpConsole>(
            (console, token) => console.ServeAsync(McpToolSet.Of(parsed.GetValue(apps), parsed.GetValue(tools)), token), cancellationToken));
        return mcp;
    }
}
