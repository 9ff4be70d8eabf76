using System.CommandLine;
using Connector.Cli.Backends;
using Connector.Cli.Presets;
using Connector.Declaration;

namespace Connector.Cli.Commands;

/// <summary><c>presets save|list|use|rm</c>: inputs that are kept under a name.</summary>
internal static class PresetsCommand
{
    public static Command Create(IReadOnlyList<ActionOptions> actions, RunOptions options, BackendOptions backend, PresetFile file)
    {
        var name = new Argument<string>("name") { Description = "The preset's name.", HelpName = "name" };
        name.CompletionSources.Add(_ => NamesOf(file));
        return new Command("presets", $"Keeps inputs under a name, in {file.Path}.")
        {
            CreateSave(actions, name, file), CreateList(file), CreateUse(actions, name, options, backend, file), CreateRemove(name, file),
        };
    }

    private static Command CreateSave(IReadOnlyList<ActionOptions> actions, Argument<string> name, PresetFile file)
    {
        var save = new Command("save", "Keeps the inputs that are given: presets save NAME ACTION --parameter value …") { name };
        foreach (var action in actions)
        {
            var command = action.CreateCommand();
            command.SetAction((parsed, cancellationToken) => CommandFailures.ReportAsync(async _ =>
            {
                var presets = await file.ReadAsync(cancellationToken);
                var given = await action.ReadAsync(parsed, cancellationToken);
                presets[parsed.GetRequiredValue(name)] = new Preset(action.Action.Name, given.ToDictionary(one => one.Key, one => Placed(action.Action, one.Key, one.Value), StringComparer.Ordinal));
                await file.WriteAsync(presets, cancellationToken);
                Console.WriteLine(file.Path);
                return ExitCodes.Success;
            }));
            save.Add(command);
        }

        return save;
    }

    private static Command CreateList(PresetFile file)
    {
        var list = new Command("list", "Lists the presets.");
        list.SetAction((_, cancellationToken) => CommandFailures.ReportAsync(async _ =>
        {
            var presets = await file.ReadAsync(cancellationToken);
            TwoColumns.Write("preset", "call", presets.Select(one => (one.Key, CommandExample.Of(one.Value.Action, one.Value.Inputs))));
            return ExitCodes.Success;
        }));
        return list;
    }

    private static Command CreateUse(IReadOnlyList<ActionOptions> actions, Argument<string> name, RunOptions options, BackendOptions backend, PresetFile file)
    {
        var use = new Command("use", "Runs a preset as it is; run ACTION --preset NAME --parameter value … changes something.") { name };
        options.AddTo(use);
        backend.AddTo(use);
        use.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var preset = await PresetChoice.FindAsync(file, parsed.GetRequiredValue(name), action: null, token);
                var action = actions.FirstOrDefault(one => one.Action.Name == preset.Action)?.Action
                    ?? throw new UsageException($"The preset \"{parsed.GetRequiredValue(name)}\" is for {preset.Action}, which this version does not have.");
                return await options.RunAsync(parsed, work, action, preset.Inputs, token);
            },
            cancellationToken));
        return use;
    }

    private static Command CreateRemove(Argument<string> name, PresetFile file)
    {
        var remove = new Command("rm", "Forgets a preset.") { name };
        remove.SetAction((parsed, cancellationToken) => CommandFailures.ReportAsync(async _ =>
        {
            await PresetChoice.FindAsync(file, parsed.GetRequiredValue(name), action: null, cancellationToken);
            var presets = await file.ReadAsync(cancellationToken);
            presets.Remove(parsed.GetRequiredValue(name));
            await file.WriteAsync(presets, cancellationToken);
            return ExitCodes.Success;
        }));
        return remove;
    }

    /// <summary>A file of this machine is found again from every folder.</summary>
    private static string Placed(ConnectorAction action, string parameter, string text) =>
        action.Parameters.Any(one => one is FileParameter && one.Name == parameter) && CallReader.Find(text, Directory.GetCurrentDirectory()) is { } path
            ? Path.GetFullPath(path)
            : text;

    private static string[] NamesOf(PresetFile file)
    {
        try
        {
            return [.. file.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Keys];
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // Whoever presses the tab key wants no message in the middle of the line.
            return [];
        }
    }
}
