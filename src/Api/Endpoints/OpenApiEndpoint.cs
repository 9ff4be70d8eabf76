using Connector.Actions;
using Connector.Api.Documents.OpenApi;
using Connector.Api.Http;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/openapi.json</c>: the API as OpenAPI 3.1.</summary>
internal sealed class OpenApiEndpoint(Catalog catalog) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-openapi", [HttpMethods.Get], "api/openapi.json", EndpointType.Of<OpenApiEndpoint>());

    private readonly KeptDocuments _documents = new(address => ProgramDocument.Write(ApiDocuments.Describe(catalog), address));

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => _documents.WriteAsync(context, context.Request.UrlOf(HttpFunction.RoutePrefix));
}
