using System.Text.Json;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>A list of items, each with the same named fields.</summary>
public sealed record ListParameter : Parameter<IReadOnlyList<ParameterValues>>
{
    /// <summary>The fields of one item.</summary>
    public required IReadOnlyList<Parameter> Fields { get; init; }

    /// <summary>The name of one item's type in documents, Pascal case.</summary>
    public required string ItemName { get; init; }

    /// <summary>The fewest items allowed.</summary>
    public int MinItems { get; init; }

    /// <inheritdoc/>
    public override string JsonType => "array";

    /// <inheritdoc/>
    public override object? DefaultValue => null;

    /// <inheritdoc/>
    public override object ExampleValue => new List<ParameterValues> { ParameterValues.Example(Fields) };

    /// <inheritdoc/>
    public override string Limits =>
        (MinItems > 0 ? $"At least {MinItems} {(MinItems == 1 ? "item" : "items")}. " : "")
        + "Each item has " + string.Join("; ", Fields.Select(DescribeField)) + ".";

    internal override object? Read(InputValue value, string path, ProblemList problems)
    {
        if (!value.TryGetItems(out var items))
        {
            problems.InvalidType(path, "a list", value);
            return null;
        }

        var given = items.Count(item => !item.IsBlank);
        if (given < MinItems)
        {
            problems.Add(path, ProblemCodes.TooShort, $"{path} must have at least {MinItems} items; received {given}.");
            return null;
        }

        var before = problems.Count;
        var values = new List<ParameterValues>(given);
        for (var index = 0; index < items.Count; index++)
        {
            var itemPath = $"{path}[{index}]";
            if (items[index].TryGetMembers(out var members))
            {
                values.Add(ParameterValues.Read(Fields, members, itemPath + ".", problems));
            }
            else if (!items[index].IsBlank)
            {
                problems.InvalidType(itemPath, $"an object with {string.Join(", ", Fields.Select(field => field.Name))}", items[index]);
            }
        }

        return problems.Count == before ? values : null;
    }

    internal override void WriteJson(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray();
        foreach (var item in (IReadOnlyList<ParameterValues>)value)
        {
            writer.WriteStartObject();
            foreach (var (field, fieldValue) in item.Of(Fields))
            {
                writer.WritePropertyName(field.WireName);
                field.WriteJson(writer, fieldValue);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal override IEnumerable<KeyValuePair<string, string>> ToFields(string name, object value) =>
        ((IReadOnlyList<ParameterValues>)value).SelectMany((item, index) =>
            item.Of(Fields).SelectMany(field => field.Parameter.ToFields($"{name}[{index}][{field.Parameter.WireName}]", field.Value)));

    private static string DescribeField(Parameter field) =>
        field.Name + (field.Required ? " (required)" : "") + (field.Limits.Length == 0 ? "" : $": {field.Limits.TrimEnd('.')}");
}
