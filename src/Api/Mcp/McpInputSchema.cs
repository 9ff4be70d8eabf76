using System.Text.Json.Nodes;
using Connector.Api.Documents.OpenApi;
using Connector.Declaration;
using Microsoft.OpenApi;

namespace Connector.Api.Mcp;

/// <summary>
/// The input of a tool as JSON Schema, in as few words as say everything: a model reads those of all tools before it does anything. What a
/// keyword says is not said in prose, and what means the same for every tool stands in the <see cref="McpInstructions"/>.
/// </summary>
internal static class McpInputSchema
{
    /// <summary>The input of an action.</summary>
    /// <param name="action">The action.</param>
    public static JsonObject Of(ConnectorAction action) => InputSchemas.Of([.. action.ParametersOfWaited.Where(parameter => parameter is not FileParameter { IsFurther: true })], Of).ToJson();

    private static OpenApiSchema Of(Parameter parameter)
    {
        var schema = InputSchemas.Of(parameter);
        if (parameter.Place == Place.Connector)
        {
            // What steers the connector is the same for every tool, its limits too. What has a default is seldom given.
            return new OpenApiSchema { Type = schema.Type, Enum = parameter.DefaultValue is null ? schema.Enum : null };
        }

        (schema.Description, schema.Default) = (WordsOf(parameter), InputSchemas.DefaultOf(parameter));

        // Numbers have limits enough; an empty text is one that is left out.
        (schema.Format, schema.MinLength) = (null, schema.MinLength > 1 ? schema.MinLength : null);
        switch (parameter)
        {
            case ListParameter list:
                schema.Items = InputSchemas.Of(list.Fields, Of);
                break;
            case FileParameter { WireList: not null }:
                // One place for all: a model writes a list more readily than names with numbers.
                (schema.Type, schema.Items) = (JsonSchemaType.String | JsonSchemaType.Array, new OpenApiSchema { Type = JsonSchemaType.String });
                break;
        }

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
