using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Declaration;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>What a declared parameter says of its value, in the terms that both documents share.</summary>
internal static class InputSchemas
{
    /// <summary>The value of a parameter, without items and without what one document alone says.</summary>
    public static OpenApiSchema Of(Parameter parameter)
    {
        var any = new OpenApiSchema
        {
            Type = TypeOf(parameter.JsonType),
            Description = parameter.FullDescription,
            Enum = parameter.Choices.Count == 0 ? null : [.. parameter.Choices.Select(choice => (JsonNode)choice.Value)],
            Minimum = Text(parameter.Minimum),
            Maximum = Text(parameter.Maximum),
        };
        switch (parameter)
        {
            case TextParameter text:
                (any.MinLength, any.MaxLength, any.Pattern) = (text.MinLength > 0 ? text.MinLength : null, text.MaxLength, text.Format?.Pattern.ToString());
                break;
            case WholeNumberParameter whole:
                (any.Format, any.MultipleOf) = ("int64", whole.MultipleOf);
                break;
            case NumberParameter:
                any.Format = "double";
                break;
            case ListParameter list:
                any.MinItems = list.MinItems > 0 ? list.MinItems : null;
                break;
            case ChoiceListParameter list:
                (any.MinItems, any.Items) = (list.MinItems > 0 ? list.MinItems : null, Of(list.Item));
                break;
            case ObjectListParameter list:
                (any.MinItems, any.MaxItems, any.Items) = (list.MinItems, list.MaxItems, new OpenApiSchema { Type = JsonSchemaType.Object });
                break;
        }

        return any;
    }

    /// <summary>An object with these parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="schemaOf">The value of each.</param>
    public static OpenApiSchema Of(IReadOnlyList<Parameter> parameters, Func<Parameter, IOpenApiSchema> schemaOf) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = parameters.Count == 0 ? null : parameters.ToDictionary(parameter => parameter.Name, schemaOf, StringComparer.Ordinal),
        Required = parameters.Any(parameter => parameter.Required) ? parameters.Where(parameter => parameter.Required).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal) : null,
    };

    /// <summary>What holds when it is left out; null when nothing is documented.</summary>
    public static JsonNode? DefaultOf(Parameter parameter) => parameter.DefaultValue is { } value ? JsonMembers.ToNode(parameter.ToJson(value)) : null;

    /// <summary>A valid value.</summary>
    public static JsonNode ExampleOf(Parameter parameter) => JsonMembers.ToNode(parameter.ToJson(parameter.ExampleValue))!;

    private static string? Text(double? limit) => limit?.ToString(CultureInfo.InvariantCulture);

    private static JsonSchemaType TypeOf(string type) => type switch
    {
        "string" => JsonSchemaType.String,
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        "boolean" => JsonSchemaType.Boolean,
        "array" => JsonSchemaType.Array,
        _ => JsonSchemaType.Object,
    };
}
