using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/health/live</c>: that the process answers, for a probe that restarts it otherwise.</summary>
internal sealed class LivenessEndpoint(ConnectorOptions options) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-liveness", [HttpMethods.Get], "api/health/live", EndpointType.Of<LivenessEndpoint>())
    {
        IsAnonymous = true,
        IsProbe = true,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "See that the server is alive",
            Text = "Answers as long as the process does, whatever its store does. For probes that restart it otherwise.",
            Answers = [ApiAnswer.Json<HealthDocument>(200, "The server is alive.")],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, HealthDocument.Of(options, ConnectorVersion.Current), JsonStyles.Compact.HealthDocument);
}
