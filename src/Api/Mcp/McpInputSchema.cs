using System.Text.Json.Nodes;
using Connector.Api.Documents;
using Connector.Declaration;

namespace Connector.Api.Mcp;

/// <summary>
/// The input of a tool as JSON Schema, in as few words as say everything: a model reads those of all tools before it does anything. What a
/// keyword says is not said in prose, and what means the same for every tool stands in the <see cref="McpInstructions"/>.
/// </summary>
internal static class McpInputSchema
{
    /// <summary>The input of an action.</summary>
    /// <param name="action">The action.</param>
    public static JsonObject Of(ConnectorAction action) => OfObject(action.Parameters);

    private static JsonObject OfObject(IReadOnlyList<Parameter> parameters)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (parameters.Count > 0)
        {
            schema["properties"] = parameters.ToJsonObject(parameter => parameter.Name, Of);
            schema.Set("required", parameters.Where(parameter => parameter.Required).ToJsonArray(parameter => parameter.Name));
        }

        return schema;
    }

    private static JsonObject Of(Parameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.JsonType };
        if (parameter.Place == Place.Connector)
        {
            // What steers the connector is the same for every tool, its limits too. What has a default is seldom given.
            schema.Set("enum", parameter.DefaultValue is null ? parameter.Choices.ToJsonArray(choice => choice.Value) : null);
            return schema;
        }

        schema.Set("description", WordsOf(parameter));
        schema.Set("enum", parameter.Choices.ToJsonArray(choice => choice.Value));
        schema.Set("minimum", parameter.Minimum);
        schema.Set("maximum", parameter.Maximum);
        switch (parameter)
        {
            case TextParameter text:
                // An empty text is one that is left out.
                schema.Set("minLength", text.MinLength > 1 ? text.MinLength : null);
                schema.Set("maxLength", text.MaxLength);
                schema.Set("pattern", text.Format?.Pattern.ToString());
                break;
            case WholeNumberParameter whole:
                schema.Set("multipleOf", whole.MultipleOf);
                break;
            case ListParameter list:
                schema.Set("minItems", list.MinItems > 0 ? list.MinItems : null);
                schema["items"] = OfObject(list.Fields);
                break;
            case ObjectListParameter list:
                schema.Set("minItems", list.MinItems > 0 ? list.MinItems : null);
                schema.Set("maxItems", list.MaxItems);
                break;
        }

        schema.Set("default", parameter.DefaultValue is { } value ? JsonNode.Parse(parameter.ToJson(value).GetRawText()) : null);
        return schema;
    }

    /// <summary>The description, with those limits that no keyword says.</summary>
    private static string? WordsOf(Parameter parameter) => parameter switch
    {
        FileParameter file => McpInstructions.Describe(parameter) ? file.ContentLimits : $"{file.Description} {file.ContentLimits}",
        _ when McpInstructions.Describe(parameter) => null,
        TextParameter { Suggestions: { Count: > 0 } known } => $"{parameter.Description} For example {string.Join(", ", known)}.",
        _ => parameter.Description,
    };
}
