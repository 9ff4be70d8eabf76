using System.CommandLine;
using System.Text.Json;
using Connector.Declaration;
using Connector.Input;
using Connector.Json;
using Connector.Output;
using Spectre.Console;

namespace Connector.Functions.Commands;

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
        var options = action.Parameters.ToDictionary(parameter => parameter, CreateOption);
        foreach (var option in options.Values)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var fields = from pair in options
                         let value = parsed.GetValue(pair.Value)
                         where value is not null
                         select KeyValuePair.Create(pair.Key.Name, value);
            return CommandRuntime.RunAsync(
                async (runtime, requestId, token) =>
                {
                    var input = FormInputReader.Read(action, fields);
                    var receipt = await ShowProgressAsync(action, () => runtime.Runner.RunAsync(input, new RunContext(requestId, FilesUrl: null), token));
                    Console.WriteLine(JsonSerializer.Serialize(receipt, JsonStyles.Indented.MediaReceipt));
                },
                cancellationToken);
        });
        return command;
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

    private static Task<MediaReceipt> ShowProgressAsync(ConnectorAction action, Func<Task<MediaReceipt>> run)
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
