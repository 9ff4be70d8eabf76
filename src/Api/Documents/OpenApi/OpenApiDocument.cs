using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.Schemas;

namespace Connector.Api.Documents.OpenApi;

/// <summary>The API as OpenAPI 3.1.</summary>
public sealed class OpenApiDocument
{
    private static readonly (string Name, string In, string Key)[] KeyPlaces =
        [("key_header", "header", ApiDescription.KeyHeader), ("key_query", "query", ApiDescription.KeyQuery)];

    private readonly JsonObject _schemas = [];
    private readonly JsonObject _problems = [];
    private readonly JsonSchema _json;
    private readonly JsonSchema _form;

    private OpenApiDocument()
    {
        _json = new JsonSchema(Refer);
        _form = new JsonSchema(Refer) { WriteFile = node => node["format"] = "binary" };
    }

    /// <summary>The document.</summary>
    /// <param name="api">The API.</param>
    /// <param name="server">Where it is served, <c>/api</c> included.</param>
    public static JsonObject Write(ApiDescription api, Uri server)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(server);
        return new OpenApiDocument().WriteRoot(api, server);
    }

    private JsonObject WriteRoot(ApiDescription api, Uri server)
    {
        var paths = api.Operations.GroupBy(operation => operation.Path, StringComparer.Ordinal)
            .ToJsonObject(path => path.Key, path => path.ToJsonObject(operation => operation.MethodKey, WriteOperation));
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Connector",
                ["version"] = api.Version,
                ["summary"] = ApiDescription.Summary,
                ["description"] = ApiDescription.Text,
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server.AbsoluteUri.TrimEnd('/') }),
            ["security"] = KeyPlaces.ToJsonArray(place => new JsonObject { [place.Name] = new JsonArray() }),
            ["tags"] = api.Groups.ToJsonArray(group => new JsonObject { ["name"] = group.Name, ["description"] = group.Description }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = KeyPlaces.ToJsonObject(place => place.Name, place => new JsonObject
                {
                    ["type"] = "apiKey",
                    ["in"] = place.In,
                    ["name"] = place.Key,
                    ["description"] = "A function key, or one of the server's access keys.",
                }),
                ["responses"] = _problems,
                ["schemas"] = _schemas,
            },
        };
    }

    private JsonObject WriteOperation(ApiOperation operation)
    {
        var node = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["summary"] = operation.Summary,
            ["description"] = operation.Description,
            ["tags"] = new JsonArray(operation.Group.Name),
        };
        if (operation.IsAnonymous)
        {
            node["security"] = new JsonArray();
        }

        node.Set("parameters", operation.Parameters.ToJsonArray(WriteParameter));
        if (operation.Body.Count > 0)
        {
            node["requestBody"] = new JsonObject { ["required"] = true, ["content"] = WriteContent(operation.Body) };
        }

        var problems = ProblemAnswers.Of(operation).ToList();
        node["responses"] = operation.Answers.Concat(problems)
            .ToJsonObject(answer => answer.StatusKey, answer => problems.Contains(answer) ? Refer(answer) : WriteAnswer(answer));
        return node;
    }

    private JsonObject WriteParameter(ApiParameter parameter)
    {
        var schema = InputSchemas.Of(parameter.Declared);
        return new JsonObject
        {
            ["name"] = parameter.Declared.Name,
            ["in"] = parameter.InKey,
            ["required"] = parameter.Declared.Required,
            ["description"] = schema.Description,
            ["schema"] = _json.Write(schema with { Title = null, Description = null }),
        };
    }

    private JsonObject WriteAnswer(ApiAnswer answer)
    {
        var node = new JsonObject { ["description"] = answer.Description };
        if (answer.Headers.Count > 0)
        {
            node["headers"] = answer.Headers.ToJsonObject(header => header.Name, header => new JsonObject
            {
                ["description"] = header.Schema.Description,
                ["schema"] = _json.Write(header.Schema with { Description = null }),
            });
        }

        if (answer.Content.Count > 0)
        {
            node["content"] = WriteContent(answer.Content);
        }

        return node;
    }

    private JsonObject WriteContent(IReadOnlyList<ApiContent> content) => content.ToJsonObject(form => form.MediaType, WriteContent);

    private JsonObject WriteContent(ApiContent content)
    {
        // In 3.1 bytes have no schema: the media type says all.
        if (content.Schema is not { } schema)
        {
            return [];
        }

        var isForm = content.MediaType == ApiContent.Form;
        var node = new JsonObject { ["schema"] = (isForm ? _form : _json).Write(schema) };
        node.Set("example", content.Example?.DeepClone());
        // Lists and objects travel in a form as JSON.
        if (isForm && schema.Properties.Where(property => property.Schema.Type is "array" or "object").ToList() is { Count: > 0 } complex)
        {
            node["encoding"] = complex.ToJsonObject(property => property.Name, _ => new JsonObject { ["contentType"] = ApiContent.Json });
        }

        return node;
    }

    private JsonObject Refer(Schema schema)
    {
        var name = schema.Name!;
        if (schema.Type is not null && !_schemas.ContainsKey(name))
        {
            _schemas[name] = null;
            _schemas[name] = _json.WriteWhole(schema);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonObject Refer(ApiAnswer problem)
    {
        _problems[problem.StatusKey] ??= WriteAnswer(problem);
        return new JsonObject { ["$ref"] = $"#/components/responses/{problem.StatusKey}" };
    }
}
