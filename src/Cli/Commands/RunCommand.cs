using System.CommandLine;
using System.Text.Json;
using Connector.Actions;
using Connector.Api.Documents;
using Connector.Declaration;
using Connector.Input;
using Connector.Output;
using Connector.Runs;
using Connector.Values;
using Spectre.Console;

namespace Connector.Cli.Commands;

/// <summary><c>run &lt;action&gt; --&lt;parameter&gt; &lt;value&gt; …</c>: one subcommand per action, one option per parameter.</summary>
internal static class RunCommand
{
    public static Command Create(Catalog catalog)
    {
        var run = new Command("run", "Runs an action and prints its result.");
        foreach (var action in catalog.Actions)
        {
            run.Add(CreateFor(action));
        }

        return run;
    }

    private static Command CreateFor(ConnectorAction action)
    {
        var command = new Command(action.Name, action.Description);
        var options = action.ParametersOfWaited.ToDictionary(parameter => parameter, CreateOption);
        foreach (var option in options.Values)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var given = (from pair in options
                         let value = parsed.GetValue(pair.Value)
                         where value is not null
                         select (Parameter: pair.Key, Text: value)).ToList();
            return CommandServices.RunAsync<CommandRun>(
                async (run, requestId, token) =>
                {
                    await using var input = await ReadAsync(run.Catalog.Find(action.Name), given, token);
                    var receipt = await ShowProgressAsync(action, () => run.Runner.RunAsync(input, new RunContext(requestId, FilesUrl: null), token));
                    Console.WriteLine(JsonSerializer.Serialize(receipt, JsonStyles.Indented.ActionReceipt));
                },
                cancellationToken);
        });
        return command;
    }

    /// <summary>Here alone a file may also be named by its place on this machine: the caller is its user.</summary>
    private static async Task<ActionInput> ReadAsync(
        ConnectorAction action, IReadOnlyList<(Parameter Parameter, string Text)> given, CancellationToken cancellationToken)
    {
        var spool = new InputSpool();
        try
        {
            var fields = new List<KeyValuePair<string, string>>();
            var files = new List<KeyValuePair<string, SpooledFile>>();
            foreach (var (parameter, text) in given)
            {
                var place = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var url) ? url.LocalPath : text;
                if (parameter is FileParameter file && File.Exists(place))
                {
                    await using var content = File.OpenRead(place);
                    files.Add(new(file.Name, await spool.AddAsync(file.Name, content, file.MaxBytes, cancellationToken)));
                }
                else
                {
                    fields.Add(new(parameter.Name, text));
                }
            }

            return FormInputReader.Read(action, fields, files, spool);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The option is named as the parameter; dashes for underscores are understood as well.</summary>
    private static Option<string?> CreateOption(Parameter parameter)
    {
        var option = new Option<string?>("--" + parameter.Name)
        {
            Description = parameter.FullDescription,
            HelpName = parameter.JsonType,
        };
        if (parameter.Name.Contains('_', StringComparison.Ordinal))
        {
            option.Aliases.Add("--" + parameter.Name.Replace('_', '-'));
        }

        return option;
    }

    private static Task<ActionReceipt> ShowProgressAsync(ConnectorAction action, Func<Task<ActionReceipt>> run)
    {
        if (Console.IsErrorRedirected)
        {
            return run();
        }

        // On standard error: standard output holds the result alone.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().StartAsync($"Running {action.Name}", _ => run());
    }
}
