using Connector.Api.Documents;
using Connector.Failures;
using Connector.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Connector.Api.Hosting;

/// <summary>Sends traces and metrics to the collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names; the exporter reads its other variables itself.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private OtlpExport()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("connector", serviceVersion: ConnectorVersion.Current);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(ConnectorTelemetry.SourceName).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(ConnectorTelemetry.SourceName).AddOtlpExporter().Build();
    }

    /// <summary>Starts the export where a collector is configured.</summary>
    /// <returns>What ends it, sending what is left; null when none is configured.</returns>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: the collector's address is none.</exception>
    public static OtlpExport? StartIfConfigured(IConfiguration configuration)
    {
        var endpoint = configuration[Endpoint];
        return string.IsNullOrEmpty(endpoint) ? null
            : Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new OtlpExport()
            : throw new ConnectorException(500, ErrorCodes.InvalidSettings, $"{Endpoint} is \"{InputText.Shorten(endpoint)}\"; it must be an http or https address.");
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
