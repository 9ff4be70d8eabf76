using System.Text.Json;

namespace Connector.Sandbox.Contract;

/// <summary>
/// What <c>x-rules</c> of an operation demand of fields together: required or forbidden beside another field or its value, one of
/// several required, not all of them zero.
/// </summary>
internal sealed class FieldRules(ApiDocument document, JsonElement schema, IReadOnlyList<JsonElement> rules)
{
    public IEnumerable<SchemaProblem> Check(JsonElement body) => rules.SelectMany(rule => Problems(body, rule)).Distinct();

    private IEnumerable<SchemaProblem> Problems(JsonElement body, JsonElement rule)
    {
        if (!rule.TryGetProperty("if", out var condition))
        {
            return Demands(body, rule, "");
        }

        return When(body, condition) is { } reason ? Demands(body, rule.GetProperty("then"), reason) : [];
    }

    /// <summary>Why the rule applies, or null when it does not.</summary>
    private string? When(JsonElement body, JsonElement condition)
    {
        if (condition.ValueKind == JsonValueKind.String)
        {
            return body.TryGetProperty(condition.GetString() ?? "", out _) ? $" when '{condition.GetString()}' is set" : null;
        }

        var wanted = condition.EnumerateObject().Single();
        return string.Equals(ValueOf(body, wanted.Name), wanted.Value.GetString(), StringComparison.Ordinal)
            ? $" when '{wanted.Name}' is set to '{wanted.Value.GetString()}'"
            : null;
    }

    private IEnumerable<SchemaProblem> Demands(JsonElement body, JsonElement demands, string reason) =>
        demands.EnumerateObject().SelectMany(demand => demand.Name switch
        {
            "required" => Names(demand.Value)
                .Where(name => !body.TryGetProperty(name, out _))
                .Select(name => new SchemaProblem(name, "required", "is required")),
            "forbidden" => Names(demand.Value)
                .Where(name => IsSet(body, name))
                .Select(name => new SchemaProblem(name.Split('=')[0], "forbidden", "not allowed" + reason)),
            "anyOfRequired" => Names(demand.Value).Any(name => body.TryGetProperty(name, out _))
                ? []
                : [new SchemaProblem(Names(demand.Value).First(), "anyOfRequired", $"one of {Listed(demand.Value)} is required{reason}")],
            "atLeastOneNonZero" => Names(demand.Value).Any(name => body.TryGetProperty(name, out var value) && IsNotZero(value))
                ? []
                : [new SchemaProblem(Names(demand.Value).First(), "atLeastOneNonZero", $"at least one of {Listed(demand.Value)} must not be 0")],
            var name => string.Equals(ValueOf(body, name), demand.Value.GetString(), StringComparison.Ordinal)
                ? []
                : new[] { new SchemaProblem(name, "value", $"must be '{demand.Value.GetString()}'{reason}") },
        });

    /// <summary>A field, or a field with a certain value: <c>mode=image-to-image</c>.</summary>
    private bool IsSet(JsonElement body, string field)
    {
        var parts = field.Split('=');
        return parts.Length == 1
            ? body.TryGetProperty(field, out _)
            : string.Equals(ValueOf(body, parts[0]), parts[1], StringComparison.Ordinal);
    }

    /// <summary>The text that was sent, or else the one that upstream assumes.</summary>
    private string? ValueOf(JsonElement body, string name)
    {
        if (body.TryGetProperty(name, out var sent))
        {
            return sent.ValueKind == JsonValueKind.String ? sent.GetString() : null;
        }

        return document.Property(schema, name) is { } property && property.TryGetProperty("default", out var assumed) ? assumed.GetString() : null;
    }

    /// <summary>What is no number at all is a problem of its type and not of this rule.</summary>
    private static bool IsNotZero(JsonElement value) => value.ValueKind != JsonValueKind.Number || value.GetDouble() != 0;

    private static IEnumerable<string> Names(JsonElement names) => names.EnumerateArray().Select(name => name.GetString() ?? "");

    private static string Listed(JsonElement names) => string.Join(", ", Names(names));
}
