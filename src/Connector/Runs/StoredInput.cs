using System.Text.Json;
using Connector.Callers;
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
                paths[parameter.Name] = file.Path ?? await AddAsync(file, input.Caller, store, added, cancellationToken);
            }
        }

        return new StoredInput(input.ToJson(input.Action.Parameters, paths), added);
    }

    /// <summary>The values that another action has parameters for too, files left out.</summary>
    public static JsonElement WriteFor(ConnectorAction other, ActionInput input) => input.ToJson(
        input.Action.Parameters.Where(parameter => parameter is not FileParameter && other.Parameters.Any(one => one.Name == parameter.Name)),
        places: []);

    private static async Task<string> AddAsync(InputFile file, Caller caller, FileStore store, List<string> added, CancellationToken cancellationToken)
    {
        await using var content = await file.OpenRead(cancellationToken);
        var stored = await store.AddJobInputAsync(content, caller, cancellationToken);
        added.Add(stored.Path);
        return stored.Path;
    }
}
