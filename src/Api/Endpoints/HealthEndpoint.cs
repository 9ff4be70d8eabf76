using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/health</c>: liveness and what is configured.</summary>
internal sealed class HealthEndpoint(ConnectorOptions options) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-health", [HttpMethods.Get], "api/health", EndpointType.Of<HealthEndpoint>())
    {
        IsAnonymous = true,
        IsProbe = true,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "Get the health of the server",
            Text = "Tells that the server is alive and what is configured, and never a secret.",
            Answers = [ApiAnswer.Json<HealthDocument>(200, "The server is alive.")],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, HealthDocument.Of(options, ConnectorVersion.Current), JsonStyles.Compact.HealthDocument);
}
