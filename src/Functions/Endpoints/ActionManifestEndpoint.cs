using Connector.Documents;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/actions/{name}</c>: one action of the manifest.</summary>
internal static class ActionManifestEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("action", [HttpMethods.Get], "api/actions/{name}", context =>
        JsonAnswer.WriteAsync(
            context, ActionManifest.Of(context.Runtime().Catalog.Find(context.Route("name"))), JsonStyles.Compact.ActionManifest));
}
