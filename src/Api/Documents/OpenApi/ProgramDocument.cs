using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>The API as OpenAPI 3.1.</summary>
public static class ProgramDocument
{
    /// <summary>What an operation's body does not say.</summary>
    private const string Forms = "Inputs are JSON; each route also takes multipart/form-data of the same names with files as parts.";

    private static readonly (string Name, ParameterLocation In, string Key)[] KeyPlaces =
        [("key_header", ParameterLocation.Header, ApiDescription.KeyHeader), ("key_query", ParameterLocation.Query, ApiDescription.KeyQuery)];

    /// <summary>The document.</summary>
    /// <param name="api">The API.</param>
    /// <param name="server">Where it is served, <c>/api</c> included.</param>
    public static JsonObject Write(ApiDescription api, Uri server)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(server);
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "Connector", Version = api.Version, Summary = ApiDescription.Summary, Description = $"{ApiDescription.Text} {Forms}" },
            Servers = [new OpenApiServer { Url = server.AbsoluteUri.TrimEnd('/') }],
        };
        foreach (var (name, place, key) in KeyPlaces)
        {
            document.AddComponent(name, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = place,
                Name = key,
                Description = "A function key, or one of the server's access keys.",
            });
        }

        document.Security = [.. KeyPlaces.Select(place => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(place.Name, document)] = [] })];
        new ApiModel(api, document, new ProgramDialect(api, document)).AddOperations();
        return document.ToJson(OpenApiSpecVersion.OpenApi3_1);
    }
}
