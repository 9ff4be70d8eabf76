using System.Globalization;
using System.Text.Json;

namespace Connector.Sandbox.Contract;

/// <summary>
/// Checks JSON against a schema of an OpenAPI document, as far as the documents go: type, enum, ranges, lengths, required, items,
/// properties, allOf, discriminator and $ref. Unknown properties pass, as they do upstream.
/// </summary>
internal sealed class SchemaChecker(ApiDocument document)
{
    /// <summary>Every problem of the value, in the order of the schema.</summary>
    public IEnumerable<SchemaProblem> Check(JsonElement value, JsonElement schema) => Problems(value, schema, "").Distinct();

    private IEnumerable<SchemaProblem> Problems(JsonElement value, JsonElement reference, string path)
    {
        var schema = document.Resolve(reference);
        if (schema.TryGetProperty("type", out var type) && !IsOfType(value, type.GetString() ?? ""))
        {
            // The other keywords say nothing about a value of the wrong type.
            return [new SchemaProblem(path, "type", "must be " + WithArticle(type.GetString() ?? ""))];
        }

        var own = value.ValueKind switch
        {
            JsonValueKind.Number => NumberProblems(value.GetDouble(), schema, path),
            JsonValueKind.String => TextProblems(value.GetString() ?? "", schema, path),
            JsonValueKind.Array => ArrayProblems(value, schema, path),
            JsonValueKind.Object => ObjectProblems(value, schema, path),
            _ => [],
        };
        var all = schema.TryGetProperty("allOf", out var parts) ? parts.EnumerateArray() : default;
        return own
            .Concat(all.SelectMany(part => Problems(value, part, path)))
            .Concat(value.ValueKind == JsonValueKind.Object ? VariantProblems(value, schema, path) : []);
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        // Upstream reads whole numbers into 64-bit integers (x-go-type), so 512.0 and 5e2 are none.
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()),
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new InvalidOperationException($"The checker does not know the type {type}."),
    };

    private static IEnumerable<SchemaProblem> NumberProblems(double value, JsonElement schema, string path)
    {
        if (Number(schema, "minimum") is { } minimum && value < minimum)
        {
            yield return new SchemaProblem(path, "minimum", $"must be at least {Text(minimum)}");
        }

        if (Number(schema, "maximum") is { } maximum && value > maximum)
        {
            yield return new SchemaProblem(path, "maximum", $"must be at most {Text(maximum)}");
        }

        if (Number(schema, "multipleOf") is { } step && value % step != 0)
        {
            yield return new SchemaProblem(path, "multipleOf", $"must be a multiple of {Text(step)}");
        }
    }

    private static IEnumerable<SchemaProblem> TextProblems(string value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => choice.ValueEquals(value)))
        {
            var allowed = string.Join(", ", choices.EnumerateArray().Select(choice => choice.GetString()));
            yield return new SchemaProblem(path, "enum", $"must be one of {allowed}");
        }

        // A schema counts characters, not UTF-16 units.
        var length = value.EnumerateRunes().Count();
        if (Number(schema, "minLength") is { } shortest && length < shortest)
        {
            yield return new SchemaProblem(path, "minLength", $"must be at least {Text(shortest)} characters long");
        }

        if (Number(schema, "maxLength") is { } longest && length > longest)
        {
            yield return new SchemaProblem(path, "maxLength", $"must be at most {Text(longest)} characters long");
        }
    }

    private IEnumerable<SchemaProblem> ArrayProblems(JsonElement value, JsonElement schema, string path)
    {
        if (Number(schema, "minItems") is { } fewest && value.GetArrayLength() < fewest)
        {
            yield return new SchemaProblem(path, "minItems", $"must have at least {Text(fewest)} items");
        }

        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var problem in value.EnumerateArray().SelectMany((item, index) => Problems(item, items, $"{path}[{index}]")))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<SchemaProblem> ObjectProblems(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString() ?? ""))
            {
                if (!value.TryGetProperty(name, out _))
                {
                    yield return new SchemaProblem(Member(path, name), "required", "is required");
                }
            }
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (value.TryGetProperty(property.Name, out var member))
                {
                    foreach (var problem in Problems(member, property.Value, Member(path, property.Name)))
                    {
                        yield return problem;
                    }
                }
            }
        }
    }

    /// <summary>A discriminator names the property that decides which further schema holds. Omitted, it has its default.</summary>
    private IEnumerable<SchemaProblem> VariantProblems(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("discriminator", out var discriminator))
        {
            return [];
        }

        var name = discriminator.GetProperty("propertyName").GetString() ?? "";
        var mapping = discriminator.GetProperty("mapping");
        var chosen = value.TryGetProperty(name, out var sent) ? sent : Default(schema, name);
        if (chosen.ValueKind != JsonValueKind.String)
        {
            // Required and omitted, or of the wrong type; either has been found.
            return [];
        }

        if (!mapping.TryGetProperty(chosen.GetString() ?? "", out var reference))
        {
            var allowed = string.Join(", ", mapping.EnumerateObject().Select(variant => variant.Name));
            return [new SchemaProblem(Member(path, name), "enum", $"must be one of {allowed}")];
        }

        return Problems(value, document.Target(reference.GetString() ?? ""), path);
    }

    private JsonElement Default(JsonElement schema, string name) =>
        document.Property(schema, name) is { } property && property.TryGetProperty("default", out var assumed) ? assumed : default;

    private static double? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var number) ? number.GetDouble() : null;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Member(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string WithArticle(string type) => type[0] is 'a' or 'i' or 'o' ? $"an {type}" : $"a {type}";
}
