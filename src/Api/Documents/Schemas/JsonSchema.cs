using System.Text.Json.Nodes;

namespace Connector.Api.Documents.Schemas;

/// <summary>Writes shapes as JSON Schema 2020-12, the dialect of OpenAPI 3.1 and MCP.</summary>
/// <param name="refer">What stands for a shape that has a name; null writes it where it is used.</param>
internal sealed class JsonSchema(Func<Schema, JsonObject>? refer = null)
{
    /// <summary>How a document writes a file in a JSON body or a form; null for the text that stands for it.</summary>
    public Action<JsonObject>? WriteFile { get; init; }

    /// <summary>A shape, by reference if it has a name.</summary>
    public JsonObject Write(Schema schema) => schema.Name is not null && refer is not null ? refer(schema) : WriteWhole(schema);

    /// <summary>A shape itself.</summary>
    public JsonObject WriteWhole(Schema schema)
    {
        // In this dialect a reference may have a title and a description of its own.
        var node = schema.AnyOf is [var single] ? Write(single) : [];
        node.Set("title", schema.Title);
        node.Set("description", schema.Description);
        node.Set("anyOf", schema.AnyOf.Count > 1 ? schema.AnyOf.ToJsonArray(Write) : null);
        node.Set("type", schema.Type);
        node.Set("format", schema.Format);
        if (schema.IsFile)
        {
            WriteFile?.Invoke(node);
        }

        WriteLimits(node, schema);
        node.Set("items", schema.Items is { } items ? Write(items) : null);
        if (schema.Properties.Count > 0)
        {
            node["properties"] = schema.Properties.ToJsonObject(property => property.Name, property => Write(property.Schema));
            node.Set("required", schema.Properties.Where(property => property.Required).ToJsonArray(property => property.Name));
        }

        node.Set("additionalProperties", schema.IsClosed ? false : null);
        node.Set("default", schema.Default.ToNode());
        node.Set("examples", schema.Example.ToNode() is { } example ? new JsonArray(example) : null);
        return node;
    }

    /// <summary>Adds what a value must keep to, which this dialect and Swagger's write alike.</summary>
    public static void WriteLimits(JsonObject node, Schema schema)
    {
        node.Set("enum", schema.Choices.ToJsonArray(choice => choice.Value));
        node.Set("minimum", schema.Minimum);
        node.Set("maximum", schema.Maximum);
        node.Set("multipleOf", schema.MultipleOf);
        node.Set("minLength", schema.MinLength);
        node.Set("maxLength", schema.MaxLength);
        node.Set("pattern", schema.Pattern);
        node.Set("minItems", schema.MinItems);
        node.Set("maxItems", schema.MaxItems);
    }
}
