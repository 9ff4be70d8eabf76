using Connector.Api.Documents.Api;
using Connector.Declaration;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>Inputs as named components: the input itself, its lists of fixed values and the items of its lists.</summary>
/// <param name="document">Where they are held.</param>
/// <param name="choices">The names of lists of fixed values.</param>
internal sealed class InputComponents(OpenApiDocument document, ChoiceNames choices)
{
    /// <summary>An input, by its name.</summary>
    public OpenApiSchemaReference Of(ApiShape.Input input)
    {
        if (!Has(input.Name))
        {
            var schema = InputSchemas.Of(input.Parameters, Of);
            schema.Description = input.Action is { Rules: { Count: > 0 } rules } ? string.Join(' ', rules.Select(rule => rule.Description)) : null;
            Add(input.Name, schema);
        }

        return new OpenApiSchemaReference(input.Name, document);
    }

    /// <summary>A value outside of the body, whose description stands beside it.</summary>
    public IOpenApiSchema Outside(Parameter parameter)
    {
        if (parameter.Choices.Count > 0)
        {
            return new OpenApiSchemaReference(NameOfChoices(parameter), document);
        }

        var schema = InputSchemas.Of(parameter);
        schema.Description = null;
        return schema;
    }

    private IOpenApiSchema Of(Parameter parameter)
    {
        var schema = InputSchemas.Of(parameter);
        if (parameter.Choices.Count > 0)
        {
            var named = new OpenApiSchemaReference(NameOfChoices(parameter), document);
            if (parameter.Required)
            {
                (named.Title, named.Description, named.Examples) = (parameter.Label, parameter.FullDescription, [InputSchemas.ExampleOf(parameter)]);
                return named;
            }

            // Null is another way to leave an input out. Of the two words for alternatives this is the one that clients read as "or null".
            schema = new OpenApiSchema { Description = schema.Description, OneOf = [named, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        }
        else if (!parameter.Required)
        {
            schema.Type |= JsonSchemaType.Null;
        }

        if (parameter is ListParameter list)
        {
            schema.Items = ItemOf(list);
        }

        // The description tells the default. As a keyword, clients in C# would send it, which some rules refuse, and TypeScript would demand it.
        (schema.Title, schema.Examples) = (parameter.Label, [InputSchemas.ExampleOf(parameter)]);
        return schema;
    }

    private OpenApiSchemaReference ItemOf(ListParameter list)
    {
        if (!Has(list.ItemName))
        {
            Add(list.ItemName, InputSchemas.Of(list.Fields, Of));
        }

        return new OpenApiSchemaReference(list.ItemName, document);
    }

    private string NameOfChoices(Parameter parameter)
    {
        var name = choices.Of(parameter);
        if (!Has(name))
        {
            var values = InputSchemas.Of(parameter);
            document.AddComponent(name, new OpenApiSchema { Type = values.Type, Enum = values.Enum });
        }

        return name;
    }

    private bool Has(string name) => document.Components?.Schemas?.ContainsKey(name) == true;

    /// <summary>Unknown names are refused: an input is closed.</summary>
    private void Add(string name, OpenApiSchema schema)
    {
        schema.AdditionalPropertiesAllowed = false;
        document.AddComponent(name, schema);
    }
}
