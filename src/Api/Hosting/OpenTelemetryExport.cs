using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Connector.Api.Documents;
using Connector.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Connector.Api.Hosting;

/// <summary>All that knows OpenTelemetry, which is loaded with this type.</summary>
internal static class OpenTelemetryExport
{
    private const string ServiceName = "connector";

    /// <summary>Adds providers of traces and metrics with their exporters.</summary>
    /// <param name="services">The services.</param>
    /// <param name="targets">Where they go.</param>
    /// <param name="sources">What the host tells.</param>
    public static void AddTo(IServiceCollection services, TelemetryTargets targets, TelemetrySources sources) => services
        .AddOpenTelemetry()
        .ConfigureResource(resource => Describe(resource, targets.Site ?? ServiceName))
        .WithTracing(traces =>
        {
            traces.AddSource([ConnectorTelemetry.SourceName, .. sources.Traces]);
            if (sources.AreKeptAlone && !targets.HasSampler)
            {
                traces.SetSampler<AlwaysOnSampler>();
            }

            if (targets.Collector)
            {
                traces.AddOtlpExporter();
            }

            if (targets.AzureMonitor is not null)
            {
                traces.AddAzureMonitorTraceExporter(monitor => Connect(monitor, targets));
            }
        })
        .WithMetrics(metrics =>
        {
            metrics.AddMeter([ConnectorTelemetry.SourceName, .. sources.Metrics]);
            if (targets.Collector)
            {
                metrics.AddOtlpExporter();
            }

            if (targets.AzureMonitor is not null)
            {
                metrics.AddAzureMonitorMetricExporter(monitor => Connect(monitor, targets));
            }
        });

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last: what an operator says of an instance holds.</summary>
    private static void Describe(ResourceBuilder resource, string name) => resource
        .Clear()
        .AddService(name, serviceVersion: ConnectorVersion.Current)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static void Connect(AzureMonitorExporterOptions monitor, TelemetryTargets targets)
    {
        monitor.ConnectionString = targets.AzureMonitor;
        monitor.Credential = targets.Identity is { } identity ? Credential(identity) : null;
    }

    private static ManagedIdentityCredential Credential(MonitorIdentity identity) => new ManagedIdentityCredential(
        identity.ClientId is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
}
