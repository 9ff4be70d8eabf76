using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Files;
using Connector.Runs;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/health/ready</c>: that files and jobs can be taken, for a probe that sends calls elsewhere otherwise.</summary>
internal sealed class ReadinessEndpoint(ConnectorOptions options, IMediaSink sink, IJobQueue queue) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-readiness", [HttpMethods.Get], "api/health/ready", EndpointType.Of<ReadinessEndpoint>())
    {
        IsAnonymous = true,
        IsProbe = true,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "See that the server can work",
            Text = "Proves that files can be written and jobs queued; 503 storage_unavailable otherwise. For probes that send calls elsewhere until it can.",
            Answers = [ApiAnswer.Json<HealthDocument>(200, "Files can be written and jobs queued.")],
            Problems = [503],
            IsForFlows = false,
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        await sink.PrepareAsync(files: 1, context.RequestAborted);
        await queue.ProveAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, HealthDocument.Of(options, ConnectorVersion.Current), JsonStyles.Compact.HealthDocument);
    }
}
