using System.CommandLine;
using Connector.Actions;
using Connector.Cli.Hosting;

namespace Connector.Cli.Commands;

/// <summary>The command line: serve (the default), run, list, options, emit, health, mcp.</summary>
internal static class ConnectorCommands
{
    /// <summary>How long a command may take to end when the process is asked to: a little more than the server takes, which ends by itself.</summary>
    private static readonly TimeSpan TerminationTime = ConnectorHost.ShutdownTime + TimeSpan.FromSeconds(5);

    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = Create(Catalog.All);

        // A prompt may begin with "@"; nothing is read from response files.
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync($"See --help.");
            return ExitCodes.WrongUsage;
        }

        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationTime });
    }

    private static RootCommand Create(Catalog catalog)
    {
        var root = new RootCommand("Image-generation APIs as actions for low-code workflows.")
        {
            RunCommand.Create(catalog),
            ListCommand.Create(catalog),
            OptionsCommand.Create(),
            EmitCommand.Create(catalog),
            HealthCommand.Create(),
            McpCommand.Create(),
        };
        ServeCommand.AddTo(root);
        return root;
    }
}
