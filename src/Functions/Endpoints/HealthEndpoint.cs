using Connector.Documents;
using Connector.Functions.Hosting;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/health</c>: liveness and what is configured.</summary>
internal static class HealthEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("health", [HttpMethods.Get], "api/health", context =>
        JsonAnswer.WriteAsync(
            context, HealthDocument.Of(context.Runtime().Settings, ConnectorVersion.Current), JsonStyles.Compact.HealthDocument))
    {
        IsAnonymous = true,
    };
}
