using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.Schemas;

namespace Connector.Api.Documents.PowerPlatform;

/// <summary>
/// Writes shapes in the dialect of Power Platform: Swagger 2.0 with its own extensions and no others, since it refuses unknown ones.
/// Nested shapes stand where they are used, for a flow's designer shows their members by the titles there.
/// </summary>
internal static class SwaggerSchema
{
    /// <summary>What the operation that lists a dropdown's values is called with.</summary>
    private const string OptionsOperation = "ListOptions";

    /// <summary>The shape of a JSON value.</summary>
    public static JsonObject Write(Schema schema)
    {
        var shape = SchemaUnion.Of(schema);
        var node = new JsonObject();
        node.Set("type", shape.Type);

        // A flow has a picture as content, which its designer puts in as base64 where the format is byte.
        node.Set("format", shape.IsFile ? "byte" : shape.Format);
        WriteCommon(node, shape);
        node.Set("x-ms-enum-values", shape.Choices.ToJsonArray(choice => new JsonObject { ["value"] = choice.Value, ["displayName"] = choice.Label }));
        if (shape.Options is { } options)
        {
            WriteOptions(node, options);
        }

        node.Set("items", shape.Items is { } items ? Write(items) : null);
        if (shape.Properties.Count > 0)
        {
            node.Set("required", shape.Properties.Where(property => property.Required).ToJsonArray(property => property.Name));
            node["properties"] = shape.Properties.ToJsonObject(property => property.Name, property => Write(property.Schema));
        }

        return node;
    }

    /// <summary>A parameter outside the body. Display names of values are for bodies only.</summary>
    public static JsonObject WriteParameter(ApiParameter parameter)
    {
        var schema = InputSchemas.Of(parameter.Declared);
        var node = new JsonObject
        {
            ["name"] = parameter.Declared.Name,
            ["in"] = parameter.InKey,
            ["required"] = parameter.Declared.Required,
            ["type"] = schema.Type,
        };
        node.Set("format", schema.Format);
        WriteCommon(node, schema);
        return node;
    }

    /// <summary>A header of an answer.</summary>
    public static JsonObject WriteHeader(Schema schema)
    {
        var node = new JsonObject { ["type"] = schema.Type };
        node.Set("format", schema.Format);
        node.Set("description", schema.Description);
        return node;
    }

    private static void WriteCommon(JsonObject node, Schema schema)
    {
        node.Set("x-ms-summary", schema.Title);
        node.Set("description", schema.Description);
        node.Set("x-ms-visibility", schema.Visibility?.ToString().ToLowerInvariant());
        JsonSchema.WriteLimits(node, schema);
        node.Set("default", schema.IsFilledIn ? schema.Default.ToNode() : null);
        node.Set("x-ms-test-value", schema.IsFile ? null : schema.Example.ToNode());
    }

    /// <summary>Both ways of saying where a dropdown's values come from: older designers know the first only, newer ones prefer the second.</summary>
    private static void WriteOptions(JsonObject node, SchemaOptions options)
    {
        (string Name, string Value)[] arguments = [("app", options.App), ("list", options.List), ("action", options.Action)];
        node["x-ms-dynamic-values"] = new JsonObject
        {
            ["operationId"] = OptionsOperation,
            ["parameters"] = arguments.ToJsonObject(argument => argument.Name, argument => argument.Value),
            ["value-path"] = "value",
            ["value-title"] = "label",
        };
        node["x-ms-dynamic-list"] = new JsonObject
        {
            ["operationId"] = OptionsOperation,
            ["parameters"] = arguments.ToJsonObject(argument => argument.Name, argument => new JsonObject { ["value"] = argument.Value }),
            ["itemValuePath"] = "value",
            ["itemTitlePath"] = "label",
        };
    }
}
