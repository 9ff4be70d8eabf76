using System.Buffers;
using System.Text.Json;
using Connector.Declaration;
using Connector.Input;
using Connector.Output;
using Connector.Values;

namespace Connector.Runs;

/// <summary>An input that outlives its request: its values as JSON, its files in the store.</summary>
/// <param name="Values">The values, as a caller could send them.</param>
/// <param name="Files">The paths of the files that were stored for it alone.</param>
internal sealed record StoredInput(JsonElement Values, IReadOnlyList<string> Files)
{
    /// <summary>Stores an input that has been checked. Files that lie in the store already stay where they are.</summary>
    public static async Task<StoredInput> WriteAsync(ActionInput input, FileStore store, CancellationToken cancellationToken)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var added = new List<string>();
        foreach (var (parameter, value) in input.Values.Of(input.Action.Parameters))
        {
            if (value is InputFile file)
            {
                paths[parameter.Name] = file.Path ?? await AddAsync(file, store, added, cancellationToken);
            }
        }

        return new StoredInput(Write(input, input.Action.Parameters, paths), added);
    }

    /// <summary>The values that another action has parameters for too, files left out.</summary>
    public static JsonElement WriteFor(ConnectorAction other, ActionInput input) => Write(
        input,
        input.Action.Parameters.Where(parameter => parameter is not FileParameter && other.Parameters.Any(one => one.Name == parameter.Name)),
        paths: []);

    private static JsonElement Write(ActionInput input, IEnumerable<Parameter> parameters, Dictionary<string, string> paths)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (parameter, value) in input.Values.Of(parameters))
            {
                writer.WritePropertyName(parameter.Name);
                if (paths.TryGetValue(parameter.Name, out var path))
                {
                    writer.WriteStringValue(path);
                }
                else
                {
                    parameter.WriteJson(writer, value);
                }
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static async Task<string> AddAsync(InputFile file, FileStore store, List<string> added, CancellationToken cancellationToken)
    {
        await using var content = await file.OpenRead(cancellationToken);
        var stored = await store.AddJobInputAsync(content, cancellationToken);
        added.Add(stored.Path);
        return stored.Path;
    }
}
