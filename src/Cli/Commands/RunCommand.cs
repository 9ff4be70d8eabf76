using System.CommandLine;
using Connector.Cli.Presets;

namespace Connector.Cli.Commands;

/// <summary><c>run &lt;action&gt; --&lt;parameter&gt; &lt;value&gt; …</c>: one subcommand per action, one option per parameter.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="actions">The options of the actions.</param>
    /// <param name="options">What is done with results.</param>
    /// <param name="backend">Where it is done.</param>
    /// <param name="presets">The presets.</param>
    public static Command Create(IReadOnlyList<ActionOptions> actions, RunOptions options, BackendOptions backend, PresetFile presets)
    {
        var run = new Command("run", "Runs an action and prints its result.");
        backend.AddTo(run);
        var preset = new Option<string?>("--preset") { Description = "Takes what is not given from this preset.", HelpName = "name" };
        foreach (var action in actions)
        {
            run.Add(CreateFor(action, preset, options, backend, presets));
        }

        return run;
    }

    private static Command CreateFor(ActionOptions action, Option<string?> preset, RunOptions options, BackendOptions backend, PresetFile presets)
    {
        var command = action.CreateCommand();
        command.Add(preset);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var given = await action.ReadAsync(parsed, token);
                if (parsed.GetValue(preset) is { } name)
                {
                    foreach (var (parameter, text) in (await PresetChoice.FindAsync(presets, name, action.Action.Name, token)).Inputs)
                    {
                        given.TryAdd(parameter, text);
                    }
                }

                return await options.RunAsync(parsed, work, action.Action, given, token);
            },
            cancellationToken));
        return command;
    }
}
