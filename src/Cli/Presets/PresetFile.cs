using System.Text.Json;

namespace Connector.Cli.Presets;

/// <summary>The presets of a person, in a file of their configuration folder that they may edit too.</summary>
/// <param name="path">Where it is.</param>
internal sealed class PresetFile(string path)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The file of whoever runs this: <c>~/.config/connector/presets.json</c>, on Windows below <c>%APPDATA%</c>.</summary>
    public static PresetFile OfUser() => new(System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "connector", "presets.json"));

    /// <summary>The presets by name; none when there is no file.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public async Task<SortedDictionary<string, Preset>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return new(StringComparer.Ordinal);
        }

        try
        {
            await using var file = File.OpenRead(path);
            var presets = await JsonSerializer.DeserializeAsync(file, PresetJson.Default.SortedDictionaryStringPreset, cancellationToken);
            return presets?.Values.All(preset => preset is { Action: not null, Inputs: not null }) == true
                ? new(presets, StringComparer.Ordinal)
                : throw new InvalidDataException($"{path} holds no presets.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} cannot be read: {broken.Message}", broken);
        }
    }

    /// <summary>Writes them, whole or not at all.</summary>
    /// <param name="presets">The presets.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteAsync(SortedDictionary<string, Preset> presets, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var file = File.Create(partial))
            {
                await JsonSerializer.SerializeAsync(file, presets, PresetJson.Default.SortedDictionaryStringPreset, cancellationToken);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
