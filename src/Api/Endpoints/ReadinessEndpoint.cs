using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Output;
using Connector.Runs;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/health/ready</c>: that files and jobs can be taken, for a probe that sends calls elsewhere otherwise.</summary>
internal sealed class ReadinessEndpoint(ConnectorOptions options, StoreProof store, SpillFolder spill, IJobQueue queue) : IEndpoint
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
            Text = "Proves that files and records can be written and jobs queued; 503 storage_unavailable otherwise. Status degraded and warnings tell when the folder of one action, or that of Storage__Spill, takes nothing. For probes that send calls elsewhere until it can.",
            Answers = [ApiAnswer.Json<HealthDocument>(200, "Files and records can be written and jobs queued.")],
            Problems = [503],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        await store.ProveAsync(context.RequestAborted);
        await queue.ProveAsync(context.RequestAborted);

        // Everybody may ask: where the folder is, and what the system says of it, is for the log.
        string?[] faults = [await store.FindFaultAsync(context.RequestAborted), await spill.FindFaultAsync(context.RequestAborted) is null ? null : SpillWarning];
        var (health, warnings) = (HealthDocument.Of(options, ConnectorVersion.Current), faults.OfType<string>().ToList());
        await JsonAnswer.WriteAsync(context, warnings.Count == 0 ? health : health with { Status = "degraded", Warnings = warnings }, JsonStyles.Compact.HealthDocument);
    }
}
