using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.OpenApi;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.PowerPlatform;

/// <summary>The API as Swagger 2.0 for custom connectors of Power Automate, Power Apps and Logic Apps.</summary>
public static class SwaggerDocument
{
    /// <summary>The name of the key among the security definitions, which the connection's parameter shares.</summary>
    internal const string KeyScheme = "api_key";

    /// <summary>The document.</summary>
    /// <param name="api">The API.</param>
    /// <param name="server">Where it is served, without a path.</param>
    public static JsonObject Write(ApiDescription api, Uri server)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(server);
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = ConnectorListing.Title,
                Version = api.Version,
                Description = ApiDescription.Text,
                Contact = new OpenApiContact { Name = ConnectorListing.ContactName, Url = new Uri(ConnectorListing.ContactUrl), Email = ConnectorListing.ContactEmail },
            },
            Servers = [new OpenApiServer { Url = server.AbsoluteUri }],
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-ms-capabilities"] = new JsonNodeExtension(new JsonObject
                {
                    ["testConnection"] = new JsonObject { ["operationId"] = ConnectorListing.TestOperation, ["parameters"] = new JsonObject() },
                }),
                ["x-ms-connector-metadata"] = new JsonNodeExtension(ConnectorListing.Metadata.ToJsonArray(
                    entry => new JsonObject { ["propertyName"] = entry.Name, ["propertyValue"] = entry.Value })!),
            },
        };
        document.AddComponent(KeyScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiDescription.KeyHeader });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        var dialect = new FlowDialect(document);
        new ApiModel(api, document, dialect).AddOperations();
        var swagger = document.ToJson(OpenApiSpecVersion.OpenApi2_0);

        foreach (var operation in api.Operations)
        {
            if (operation.Trigger is { } trigger)
            {
                // The library has no place for it below a path.
                swagger["paths"]![dialect.PathOf(operation)]!["x-ms-notification-content"] = new JsonObject
                {
                    ["description"] = trigger.Description,
                    ["schema"] = new JsonObject { ["$ref"] = $"#/definitions/{trigger.Content.Type.Name}" },
                };
            }
        }

        // A policy that puts a connection's own host in place of this one replaces all of the address: no path may be hidden here.
        swagger["basePath"] = "/";
        return swagger;
    }
}
