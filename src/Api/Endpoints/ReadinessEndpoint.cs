using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Local;
using Connector.Runs;
using Connector.Settings;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/health/ready</c>: that calls can be taken, for a probe that sends them elsewhere otherwise.</summary>
internal sealed class ReadinessEndpoint(ConnectorOptions options, Readiness readiness) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-readiness", [HttpMethods.Get], "api/health/ready", EndpointType.Of<ReadinessEndpoint>())
    {
        IsAnonymous = true,
        IsProbe = true,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Connections,
            Summary = "See that the server can work",
            Text = $"Proves that files and records can be written and jobs queued, and that the disk of local files has {DiskRoom.Floor / 1024 / 1024} MiB left; 503 storage_unavailable otherwise, and 503 not_ready where no app has a key. Status degraded and warnings tell when the folder of one action, or that of Storage__Spill, takes nothing. For probes that send calls elsewhere until it can.",
            Answers = [ApiAnswer.Json<HealthDocument>(200, "The server can work.")],
            Problems = [503],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (health, report) = (HealthDocument.Of(options, ConnectorVersion.Current), await readiness.ProveAsync(context.RequestAborted));
        var disks = new DiskHealth(report.FreeForFiles, report.FreeForSpill);
        IReadOnlyList<SpendHealth> spending = [.. report.Limits.Select(limit => new SpendHealth(limit.Period, limit.Share))];
        var isWhole = report.Warnings.Count == 0;
        await JsonAnswer.WriteAsync(
            context,
            health with { Status = isWhole ? health.Status : "degraded", Disks = disks, Spending = spending.Count > 0 ? spending : null, Warnings = isWhole ? null : report.Warnings },
            JsonStyles.Compact.HealthDocument);
    }
}
