using Connector.Records;

namespace Connector.Recipes;

/// <summary>A recipe in the record store, with the files that are still there of those it made.</summary>
internal sealed record RecipeRecord : VersionedRecord
{
    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<RecipeFile> Files { get; init; }
}
