using System.Text.Json;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>Some values out of a fixed list.</summary>
public sealed record ChoiceListParameter : Parameter<IReadOnlyList<string>>
{
    /// <summary>One of the values: the list and the example.</summary>
    public required ChoiceParameter Item { get; init; }

    /// <summary>The fewest values allowed.</summary>
    public int MinItems { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "array";

    /// <inheritdoc/>
    public override object? DefaultValue => null;

    /// <inheritdoc/>
    public override object ExampleValue => new List<string> { (string)Item.ExampleValue };

    /// <inheritdoc/>
    public override string Limits => $"{(MinItems > 0 ? $"At least {MinItems} of" : "Some of")} {string.Join(", ", Item.AllowedChoices.Select(choice => choice.Value))}.";

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        // A builder with one field sends one value, as text.
        if (!value.TryGetItems(out var items) && value.TryGetText(out _))
        {
            items = [value];
        }
        else if (items.Count == 0 && value.Json.ValueKind != JsonValueKind.Array)
        {
            problems.InvalidType(path, "a list of texts", value);
            return null;
        }

        if (items.Count < MinItems)
        {
            problems.Add(path, ProblemCodes.TooShort, $"{path} must have at least {MinItems} {(MinItems == 1 ? "item" : "items")}; received {items.Count}.");
            return null;
        }

        var before = problems.Count;
        var values = items.Select((item, index) => Item.Read(item, $"{path}[{index}]", problems)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return problems.Count == before ? values : null;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray();
        foreach (var item in (IReadOnlyList<string>)value)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
