using Connector.Actions;
using Connector.Api.Documents.PowerPlatform;
using Connector.Api.Http;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/swagger.json</c>: the API as Swagger 2.0 for Power Platform, with this server as its host.</summary>
internal sealed class SwaggerEndpoint(Catalog catalog) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-swagger", [HttpMethods.Get], "api/swagger.json", EndpointType.Of<SwaggerEndpoint>());

    private readonly KeptDocuments _documents = new(address => SwaggerDocument.Write(ApiDocuments.Describe(catalog), address));

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => _documents.WriteAsync(context, context.Request.UrlOf(""));
}
