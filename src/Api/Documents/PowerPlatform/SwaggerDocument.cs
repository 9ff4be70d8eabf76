using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.Schemas;

namespace Connector.Api.Documents.PowerPlatform;

/// <summary>The API as Swagger 2.0 for custom connectors of Power Automate, Power Apps and Logic Apps.</summary>
public sealed class SwaggerDocument
{
    /// <summary>The name of the key among the security definitions, which the connection's parameter shares.</summary>
    internal const string KeyScheme = "api_key";

    private const string Bytes = "application/octet-stream";

    private readonly JsonObject _definitions = [];

    private SwaggerDocument()
    {
    }

    /// <summary>The document.</summary>
    /// <param name="api">The API.</param>
    /// <param name="server">Where it is served, without a path.</param>
    public static JsonObject Write(ApiDescription api, Uri server)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(server);
        return new SwaggerDocument().WriteRoot(api, server);
    }

    private JsonObject WriteRoot(ApiDescription api, Uri server) => new()
    {
        ["swagger"] = "2.0",
        ["info"] = new JsonObject
        {
            ["title"] = ConnectorListing.Title,
            ["version"] = api.Version,
            ["description"] = ApiDescription.Text,
            ["contact"] = new JsonObject
            {
                ["name"] = ConnectorListing.ContactName,
                ["url"] = ConnectorListing.ContactUrl,
                ["email"] = ConnectorListing.ContactEmail,
            },
        },
        ["host"] = server.Authority,

        // A policy that puts a connection's own host in place of this one replaces all of the address: no path may be hidden here.
        ["basePath"] = "/",
        ["schemes"] = new JsonArray(server.Scheme),
        ["consumes"] = new JsonArray(ApiContent.Json),
        ["produces"] = new JsonArray(ApiContent.Json),
        ["securityDefinitions"] = new JsonObject
        {
            [KeyScheme] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ApiDescription.KeyHeader },
        },
        ["security"] = new JsonArray(new JsonObject { [KeyScheme] = new JsonArray() }),
        ["tags"] = api.Groups.ToJsonArray(group => new JsonObject { ["name"] = group.Name, ["description"] = group.Description }),
        ["paths"] = api.Operations.Where(operation => operation.IsForFlows).GroupBy(operation => operation.Path, StringComparer.Ordinal)
            .ToJsonObject(path => $"/{ApiDescription.RoutePrefix}{path.Key}", path => path.ToJsonObject(operation => operation.MethodKey, WriteOperation)),
        ["definitions"] = _definitions,
        ["x-ms-capabilities"] = new JsonObject
        {
            ["testConnection"] = new JsonObject { ["operationId"] = ConnectorListing.TestOperation, ["parameters"] = new JsonObject() },
        },
        ["x-ms-connector-metadata"] = ConnectorListing.Metadata.ToJsonArray(
            entry => new JsonObject { ["propertyName"] = entry.Name, ["propertyValue"] = entry.Value }),
    };

    private JsonObject WriteOperation(ApiOperation operation)
    {
        var body = operation.Body.Count == 0 ? null : operation.Body[0];
        var node = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["summary"] = operation.Summary,
            ["description"] = operation.Description,
            ["tags"] = new JsonArray(operation.Group.Name),
        };
        node.Set("consumes", body is { Schema: null } ? new JsonArray(Bytes) : null);
        node.Set("produces", operation.Answers[0].Content is [{ Schema: null }, ..] ? new JsonArray(Bytes) : null);
        node.Set("security", operation.IsAnonymous ? new JsonArray() : null);
        var parameters = operation.Parameters.Where(parameter => parameter.IsForFlows).Select(WriteParameter);
        node.Set("parameters", (body is null ? parameters : parameters.Append(WriteBody(body))).ToJsonArray(parameter => parameter));
        node["responses"] = operation.Answers.Where(answer => answer.IsForFlows).Concat(ProblemAnswers.Of(operation))
            .ToJsonObject(answer => answer.StatusKey, WriteAnswer);
        return node;
    }

    private static JsonObject WriteParameter(ApiParameter parameter)
    {
        var node = SwaggerSchema.WriteParameter(parameter);
        if (parameter.In == ApiPlace.Path)
        {
            // Slashes that are encoded once become parts of the route in a front end that decodes them.
            node["x-ms-url-encoding"] = parameter.MayHaveSlashes ? "double" : "single";
        }

        return node;
    }

    private static JsonObject WriteBody(ApiContent body) => new()
    {
        ["name"] = "body",
        ["in"] = "body",
        ["required"] = true,
        ["x-ms-summary"] = "Body",
        ["description"] = body.Schema is null ? "The file's content." : "The parameters.",
        ["schema"] = body.Schema is { } schema ? SwaggerSchema.Write(schema) : WriteBytes(),
    };

    private JsonObject WriteAnswer(ApiAnswer answer)
    {
        var node = new JsonObject { ["description"] = answer.Description };
        node.Set("headers", answer.Headers.Count == 0 ? null : answer.Headers.ToJsonObject(header => header.Name, header => SwaggerSchema.WriteHeader(header.Schema)));
        node.Set("schema", answer.Content switch
        {
            [] => null,
            [{ Schema: { } schema }, ..] => Refer(schema),
            _ => WriteBytes(),
        });
        return node;
    }

    private static JsonObject WriteBytes() => new() { ["type"] = "string", ["format"] = "binary" };

    private JsonObject Refer(Schema schema)
    {
        var shape = SchemaUnion.Of(schema);
        if (shape.Name is null)
        {
            return SwaggerSchema.Write(shape);
        }

        _definitions[shape.Name] ??= SwaggerSchema.Write(shape);
        return new JsonObject { ["$ref"] = $"#/definitions/{shape.Name}" };
    }
}
