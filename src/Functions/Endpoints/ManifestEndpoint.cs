using Connector.Documents;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/actions</c>: the component manifest.</summary>
internal static class ManifestEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("actions", [HttpMethods.Get], "api/actions", context =>
        JsonAnswer.WriteAsync(context, ManifestDocument.Of(context.Runtime().Catalog), JsonStyles.Compact.ManifestDocument));
}
