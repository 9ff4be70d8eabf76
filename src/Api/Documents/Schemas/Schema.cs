using System.Text.Json;
using Connector.Declaration;

namespace Connector.Api.Documents.Schemas;

/// <summary>The shape of a JSON value, in no dialect yet: of an input, told by the declaration, or of an answer, told by its type.</summary>
public sealed record Schema
{
    /// <summary>
    /// A name under which documents hold the shape once and refer to it; null for one that stands where it is used. Inside of itself a
    /// shape is its name alone.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The JSON type; null for any value.</summary>
    public string? Type { get; init; }

    /// <summary>What a text or number is, for example <c>uri</c> or <c>int64</c>; null when the type says all.</summary>
    public string? Format { get; init; }

    /// <summary>The name people see; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>What it is, in sentences; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The fixed values allowed; empty when the value is free.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The smallest number allowed.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number allowed.</summary>
    public double? Maximum { get; init; }

    /// <summary>The step a number must be a multiple of.</summary>
    public long? MultipleOf { get; init; }

    /// <summary>The fewest characters of a text.</summary>
    public int? MinLength { get; init; }

    /// <summary>The most characters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the whole text matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>The fewest items of a list.</summary>
    public int? MinItems { get; init; }

    /// <summary>The most items of a list.</summary>
    public int? MaxItems { get; init; }

    /// <summary>What holds when the value is left out; null when nothing is documented.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Whether a form may fill the default in; not where the value may be refused for being given.</summary>
    public bool IsFilledIn { get; init; } = true;

    /// <summary>A valid value; null for none.</summary>
    public JsonElement? Example { get; init; }

    /// <summary>The items of a list.</summary>
    public Schema? Items { get; init; }

    /// <summary>The members of an object; empty for one that may hold anything.</summary>
    public IReadOnlyList<SchemaProperty> Properties { get; init; } = [];

    /// <summary>Whether an object may hold no other members: an input refuses unknown names.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The shapes of which it has one: a single one where title and description are those of its place; empty where the shape is told here.</summary>
    public IReadOnlyList<Schema> AnyOf { get; init; } = [];

    /// <summary>Whether the text stands for a file, which a form carries as a part.</summary>
    public bool IsFile { get; init; }

    /// <summary>How prominently a builder shows it; null for what is no input.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>Where the values of a dropdown come from; null for none.</summary>
    public SchemaOptions? Options { get; init; }

    /// <summary>The shape that is one of several; a single one is itself.</summary>
    /// <param name="schemas">The shapes.</param>
    public static Schema OneOf(params IReadOnlyList<Schema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        return schemas.Count == 1 ? schemas[0] : new Schema { AnyOf = schemas };
    }
}
