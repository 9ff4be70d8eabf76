using System.CommandLine;
using System.CommandLine.Parsing;
using Connector.Actions;
using Connector.Cli.Hosting;
using Connector.Cli.Presets;

namespace Connector.Cli.Commands;

/// <summary>The command line: serve (the default) and all others.</summary>
internal static class ConnectorCommands
{
    /// <summary>How long a command may take to end when the process is asked to: a little more than the server takes, which ends by itself.</summary>
    private static readonly TimeSpan TerminationTime = ConnectorHost.ShutdownTime + TimeSpan.FromSeconds(5);

    /// <summary>Carries a command line out.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var result = Parse(args);

        // Help, and what completes a line, are for command lines that are not right yet.
        if (result.Action is not ActionHelp && !result.Tokens.Any(token => token.Type == TokenType.Directive) && UsageErrors.Of(result) is { Count: > 0 } errors)
        {
            foreach (var error in errors)
            {
                await Console.Error.WriteLineAsync(error);
            }

            await Console.Error.WriteLineAsync("See --help.");
            return ExitCodes.WrongUsage;
        }

        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationTime });
    }

    /// <summary>Reads a command line. Nothing is read from response files: a text that stands in a file is read where it is used.</summary>
    /// <param name="args">The command line.</param>
    public static ParseResult Parse(IReadOnlyList<string> args) => Create(Catalog.All).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The commands.</summary>
    /// <param name="catalog">The actions.</param>
    public static RootCommand Create(Catalog catalog)
    {
        var actions = catalog.Actions.Select(action => new ActionOptions(action)).ToList();
        var (run, backend, presets) = (new RunOptions(), new BackendOptions(), PresetFile.OfUser());
        var root = new RootCommand("Image-generation APIs as actions for low-code workflows.")
        {
            RunCommand.Create(actions, run, backend, presets),
            BatchCommand.Create(catalog, backend, presets),
            ListCommand.Create(catalog),
            OptionsCommand.Create(catalog, backend),
            TestCommand.Create(catalog, backend),
            FilesCommand.Create(backend),
            JobsCommand.Create(backend),
            SpendCommand.Create(backend),
            PresetsCommand.Create(actions, run, backend, presets),
            EmitCommand.Create(catalog),
            HealthCommand.Create(),
            McpCommand.Create(),
            CompletionCommand.Create(),
        };
        ServeCommand.AddTo(root);
        ActionHelp.AddTo(root, catalog.Actions);
        return root;
    }
}
