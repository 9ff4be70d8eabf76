using System.Text.Json;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>A list of JSON objects that somebody else looks into.</summary>
public sealed record ObjectListParameter : Parameter<IReadOnlyList<JsonElement>>
{
    /// <summary>The fewest items allowed.</summary>
    public int MinItems { get; init; }

    /// <summary>The most items allowed.</summary>
    public required int MaxItems { get; init; }

    /// <summary>A valid item as JSON text.</summary>
    public required string Example { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "array";

    /// <inheritdoc/>
    public override object? DefaultValue => null;

    /// <inheritdoc/>
    public override object ExampleValue
    {
        get
        {
            using var document = JsonDocument.Parse(Example);
            return new List<JsonElement> { document.RootElement.Clone() };
        }
    }

    /// <inheritdoc/>
    public override string Limits => $"{MinItems} to {MaxItems} items.";

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (!value.TryGetItems(out var items))
        {
            problems.InvalidType(path, "a list of objects", value);
            return null;
        }

        if (items.Count < MinItems || items.Count > MaxItems)
        {
            problems.Add(
                path, items.Count < MinItems ? ProblemCodes.TooShort : ProblemCodes.TooLong, $"{path} must have {MinItems} to {MaxItems} items; received {items.Count}.");
            return null;
        }

        var objects = new List<JsonElement>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].TryGetObject(out var element))
            {
                objects.Add(element.Clone());
            }
            else
            {
                problems.InvalidType($"{path}[{index}]", "an object", items[index]);
            }
        }

        return objects.Count == items.Count ? objects : null;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray();
        foreach (var item in (IReadOnlyList<JsonElement>)value)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
