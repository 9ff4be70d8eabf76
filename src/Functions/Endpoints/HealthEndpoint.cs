using Connector.Documents;
using Connector.Documents.Api;
using Connector.Functions.Hosting;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/health</c>: liveness and what is configured.</summary>
internal static class HealthEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-health", [HttpMethods.Get], "api/health", context =>
        JsonAnswer.WriteAsync(
            context, HealthDocument.Of(context.Runtime().Settings, ConnectorVersion.Current), JsonStyles.Compact.HealthDocument))
    {
        IsAnonymous = true,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "Get the health of the server",
            Text = "Tells that the server is alive and what is configured, and never a secret.",
            Answers = [ApiAnswer.Json<HealthDocument>(200, "The server is alive.")],
            IsForFlows = false,
        },
    };
}
