using Connector.Documents.PowerPlatform;
using Connector.Functions.Http;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/swagger.json</c>: the API as Swagger 2.0 for Power Platform, with this server as its host.</summary>
internal static class SwaggerEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-swagger", [HttpMethods.Get], "api/swagger.json", context => JsonAnswer.WriteAsync(
        context, SwaggerDocument.Write(ApiDocuments.Describe(context.Runtime().Catalog), context.Request.UrlOf(""))));
}
