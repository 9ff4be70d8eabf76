using Connector.Cli.Presets;
using Connector.Failures;

namespace Connector.Cli.Commands;

/// <summary>Finds the preset that was meant.</summary>
internal static class PresetChoice
{
    /// <summary>The preset of a name.</summary>
    /// <param name="file">The presets.</param>
    /// <param name="name">The name.</param>
    /// <param name="action">The action that it must be of; null for any.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UsageException">There is none, or it is of another action.</exception>
    public static async Task<Preset> FindAsync(PresetFile file, string name, string? action, CancellationToken cancellationToken)
    {
        var presets = await file.ReadAsync(cancellationToken);
        var preset = presets.GetValueOrDefault(name)
            ?? throw new UsageException($"There is no preset \"{name}\".{NameSuggestion.For(name, presets.Keys)} presets list shows those of {file.Path}.");
        return action is null || preset.Action == action ? preset : throw new UsageException($"The preset \"{name}\" is for {preset.Action}, not for {action}.");
    }
}
