using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Documents.Api;
using Connector.Failures;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Connector.Api.Documents.OpenApi;

/// <summary>
/// Answers as named components, as the types that are written tell them: shapes by <see cref="JsonSchemaExporter"/>, descriptions by their
/// documentation comments. Nothing about an answer is written a second time.
/// </summary>
/// <param name="document">Where they are held.</param>
internal sealed class AnswerComponents(OpenApiDocument document)
{
    private const string Components = "#/components/schemas/";
    private const string DetailMember = "detail";

    private readonly Dictionary<string, JsonObject> _shapes = new(StringComparer.Ordinal);

    /// <summary>An answer of one type, or of one of several as one object.</summary>
    public OpenApiSchemaReference Of(ApiShape answer) => Refer(answer switch
    {
        ApiShape.Answer one => NameOf(one.Type),
        ApiShape.OneOf several => NameOf(several),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "It is no answer."),
    });

    private string NameOf(ApiShape.OneOf answer)
    {
        if (!_shapes.ContainsKey(answer.Name))
        {
            _shapes[answer.Name] = Merge(answer.Description, [.. answer.Types.Select(type => _shapes[NameOf(type)])]);
        }

        return answer.Name;
    }

    /// <summary>Adds a type's shape and those of its parts.</summary>
    /// <returns>The name it is held under.</returns>
    private string NameOf(Type type)
    {
        var shape = ApiJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type.Name} is not written by {nameof(ApiJson)}.");
        var name = shape.ElementType is { } item ? $"{item.Name}s" : type.Name;
        if (!_shapes.ContainsKey(name))
        {
            var node = shape.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
            _shapes.TryAdd(name, node.AsObject());
        }

        return name;
    }

    private OpenApiSchemaReference Refer(string name)
    {
        foreach (var (added, shape) in _shapes.Where(one => document.Components?.Schemas?.ContainsKey(one.Key) != true).ToList())
        {
            var read = OpenApiModelFactory.Parse<OpenApiSchema>(shape.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out var faults, OpenApiConstants.Json);
            document.AddComponent(added, faults.Errors.Count == 0 ? read! : throw new InvalidOperationException($"{added}: {faults.Errors[0]}"));
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>Completes what the exporter tells of a part: it is called for the inner ones first.</summary>
    private JsonObject Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        var (shape, schema) = (context.TypeInfo, node as JsonObject ?? []);
        switch (shape)
        {
            case { PolymorphismOptions.DerivedTypes.Count: > 0 } when context.BaseTypeInfo is null && schema["anyOf"] is JsonArray kinds:
                schema = Merge(DocumentationFile.Default.Summary(shape.Type), [.. kinds.Select(kind => kind!.AsObject())]);
                break;
            case { Kind: JsonTypeInfoKind.Object } when !schema.ContainsKey("$ref"):
                schema = DescribeObject(shape, schema);
                break;
            case { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } when schema.ContainsKey("$ref"):
                // A type within itself, which the exporter refers to by the place where it stood.
                schema = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = Components + item.Name } };
                break;
            default:
                WriteFormat(schema, Nullable.GetUnderlyingType(shape.Type) ?? shape.Type);
                break;
        }

        if (shape.Kind == JsonTypeInfoKind.Object && context is { BaseTypeInfo: null, Path.Length: > 0 })
        {
            if (!schema.ContainsKey("$ref"))
            {
                _shapes.TryAdd(shape.Type.Name, schema);
            }

            schema = new JsonObject { ["$ref"] = Components + shape.Type.Name };
        }

        if (context.PropertyInfo is { } property)
        {
            schema["title"] = PropertyTitle.Of(property.Name);
            schema["description"] = DocumentationFile.Default.Property(property.DeclaringType, property.Name);
            if (property.DeclaringType == typeof(ProblemDocument) && property.Name == DetailMember)
            {
                // Clients of Kiota throw problems: this is the message of the exception.
                schema["x-ms-primary-error-message"] = true;
            }
        }

        return schema;
    }

    private static JsonObject DescribeObject(JsonTypeInfo shape, JsonObject schema)
    {
        schema["type"] = "object";
        schema["description"] = DocumentationFile.Default.Summary(shape.Type);

        // Null is never written: what may be null may be absent.
        var always = shape.Properties.Where(property => !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null);
        schema["required"] = new JsonArray([.. always.Select(property => (JsonNode)property.Name)]);
        return schema;
    }

    private static void WriteFormat(JsonObject schema, Type type)
    {
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(one => (string)one!).Single(one => one != "null");
        }

        var format = type == typeof(int) ? "int32" : type == typeof(long) ? "int64" : type == typeof(decimal) || type == typeof(double) ? "double" : null;
        if (format is not null)
        {
            schema["format"] = format;
        }
    }

    /// <summary>An object with every member of several; those are required that all of them require.</summary>
    private static JsonObject Merge(string description, IReadOnlyList<JsonObject> kinds)
    {
        var members = kinds.SelectMany(kind => kind["properties"]!.AsObject()).DistinctBy(member => member.Key, StringComparer.Ordinal);
        var required = kinds.Select(kind => kind["required"]!.AsArray().Select(name => (string)name!)).Aggregate((both, more) => both.Intersect(more, StringComparer.Ordinal));
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = members.ToJsonObject(member => member.Key, member => member.Value!.DeepClone()),
            ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]),
        };
    }
}
