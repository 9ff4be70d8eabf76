using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.OpenApi;
using Connector.Declaration;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.PowerPlatform;

/// <summary>
/// Inputs in the dialect of Power Platform: its own extensions and no others, since it refuses unknown ones. Nested shapes stand where they
/// are used, for a flow's designer shows their members by the titles there.
/// </summary>
internal static class FlowInputs
{
    /// <summary>What the operation that lists a dropdown's values is called with.</summary>
    private const string OptionsOperation = "ListOptions";

    /// <summary>An input.</summary>
    public static OpenApiSchema Of(ApiShape.Input input) => InputSchemas.Of([.. input.Action?.ParametersOfWaited ?? input.Parameters], parameter => Of(parameter, input.Action));

    /// <summary>The input of what a flow begins with: the builder fills in the address, and what makes it this trigger is out of sight.</summary>
    public static OpenApiSchema Of(ApiShape.Input input, ApiTrigger trigger)
    {
        var schema = Of(input);
        foreach (var (name, property) in schema.Properties!.ToList())
        {
            var parameter = input.Parameters.First(one => one.Name == name);
            if (parameter == trigger.Address)
            {
                schema.Properties![name] = Hidden(parameter, notification: true, value: null);
            }
            else if (trigger.Fixed.TryGetValue(parameter, out var value))
            {
                schema.Properties![name] = Hidden(parameter, notification: false, value);
            }
        }

        return schema;
    }

    private static OpenApiSchema Hidden(Parameter parameter, bool notification, string? value)
    {
        var hidden = new OpenApiSchema
        {
            // A builder fills one field with one value, which a list takes too.
            Type = JsonSchemaType.String,
            Description = parameter.Description,
            Default = value,
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-ms-summary"] = Node(parameter.Label),
                ["x-ms-visibility"] = Node("internal"),
            },
        };
        if (notification)
        {
            hidden.Extensions["x-ms-notification-url"] = Node(true);
        }

        return hidden;
    }

    /// <summary>A parameter outside the body. Display names of values are for bodies only.</summary>
    public static void Write(OpenApiParameter written, Parameter parameter)
    {
        var schema = InputSchemas.Of(parameter);
        (schema.Description, schema.Default) = (null, InputSchemas.DefaultOf(parameter));
        (written.Schema, written.Extensions) = (schema, CommonOf(parameter));
    }

    private static OpenApiSchema Of(Parameter parameter, ConnectorAction? action)
    {
        var schema = InputSchemas.Of(parameter);
        schema.Default = DefaultOf(parameter, action);
        schema.Extensions = CommonOf(parameter);
        if (parameter.Choices.Count > 0)
        {
            schema.Extensions["x-ms-enum-values"] = Node(new JsonArray(
                [.. parameter.Choices.Select(choice => new JsonObject { ["value"] = choice.Value, ["displayName"] = choice.Label })]));
        }

        if (parameter.RemoteOptions is { } remote && action is not null)
        {
            AddOptions(schema.Extensions, [("app", action.App.Slug), ("list", remote.List.Name), ("action", action.Name)]);
        }

        switch (parameter)
        {
            case FileParameter:
                // A flow has a picture as content, which its designer puts in as base64 where the format is byte.
                schema.Format = "byte";
                break;
            case ListParameter list:
                var item = InputSchemas.Of(list.Fields, field => Of(field, action: null));
                item.Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { ["x-ms-summary"] = Node(list.Label) };
                schema.Items = item;
                break;
        }

        return schema;
    }

    private static Dictionary<string, IOpenApiExtension> CommonOf(Parameter parameter)
    {
        var visibility = parameter.Required ? Visibility.Important : parameter.Visibility;
        var common = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
        {
            ["x-ms-summary"] = Node(parameter.Label),
            ["x-ms-visibility"] = Node(visibility.ToString().ToLowerInvariant()),
        };
        if (parameter is not FileParameter)
        {
            common["x-ms-test-value"] = Node(InputSchemas.ExampleOf(parameter));
        }

        return common;
    }

    /// <summary>A designer fills a default in and sends it: not where the value may be refused for being given.</summary>
    private static JsonNode? DefaultOf(Parameter parameter, ConnectorAction? action) =>
        action?.MayRefuse(parameter) == true ? null : InputSchemas.DefaultOf(parameter);

    /// <summary>Both ways of saying where a dropdown's values come from: older designers know the first only, newer ones prefer the second.</summary>
    private static void AddOptions(IDictionary<string, IOpenApiExtension> extensions, (string Name, string Value)[] arguments)
    {
        extensions["x-ms-dynamic-values"] = Node(new JsonObject
        {
            ["operationId"] = OptionsOperation,
            ["parameters"] = arguments.ToJsonObject(argument => argument.Name, argument => argument.Value),
            ["value-path"] = "value",
            ["value-title"] = "label",
        });
        extensions["x-ms-dynamic-list"] = Node(new JsonObject
        {
            ["operationId"] = OptionsOperation,
            ["parameters"] = arguments.ToJsonObject(argument => argument.Name, argument => new JsonObject { ["value"] = argument.Value }),
            ["itemValuePath"] = "value",
            ["itemTitlePath"] = "label",
        });
    }

    private static JsonNodeExtension Node(JsonNode value) => new(value);
}
