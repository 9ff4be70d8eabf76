using Connector.Documents.OpenApi;
using Connector.Functions.Http;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/openapi.json</c>: the API as OpenAPI 3.1.</summary>
internal static class OpenApiEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-openapi", [HttpMethods.Get], "api/openapi.json", context => JsonAnswer.WriteAsync(
        context, OpenApiDocument.Write(ApiDocuments.Describe(context.Runtime().Catalog), context.Request.UrlOf(HttpFunction.RoutePrefix))));
}
