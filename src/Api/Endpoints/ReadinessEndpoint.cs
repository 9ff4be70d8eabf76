using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Files;
using Connector.Output;
using Connector.Runs;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/health/ready</c>: that files and jobs can be taken, for a probe that sends calls elsewhere otherwise.</summary>
internal sealed class ReadinessEndpoint(ConnectorOptions options, IMediaSink sink, SpillFolder spill, IJobQueue queue) : IEndpoint
{
    private const string SpillWarning =
        "The folder of Storage__Spill cannot be written to, or is full: a paid picture that the store does not take either would be lost. Calls go on.";

    public static HttpEndpoint Endpoint { get; } = new("get-readiness", [HttpMethods.Get], "api/health/ready", EndpointType.Of<ReadinessEndpoint>())
    {
        IsAnonymous = true,
        IsProbe = true,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "See that the server can work",
            Text = "Proves that files can be written and jobs queued; 503 storage_unavailable otherwise. Status degraded and warnings tell when the folder of Storage__Spill takes nothing. For probes that send calls elsewhere until it can.",
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
        var health = HealthDocument.Of(options, ConnectorVersion.Current);

        // Everybody may ask: where the folder is, and what the system says of it, is for the log.
        var document = await spill.FindFaultAsync(context.RequestAborted) is null ? health : health with { Status = "degraded", Warnings = [SpillWarning] };
        await JsonAnswer.WriteAsync(context, document, JsonStyles.Compact.HealthDocument);
    }
}
