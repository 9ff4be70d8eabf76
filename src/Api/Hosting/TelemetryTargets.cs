using Connector.Failures;

namespace Connector.Api.Hosting;

/// <summary>Where traces and metrics go.</summary>
/// <param name="Collector">Whether a collector takes them by OTLP; the exporter reads the address itself, and its other variables.</param>
/// <param name="AzureMonitor">The connection string of Application Insights; null for none.</param>
/// <param name="Site">The name of the site on Azure, by which what the platform tells is known too; null elsewhere.</param>
/// <param name="Identity">With which managed identity Application Insights is called; null where its connection string is enough.</param>
internal sealed record TelemetryTargets(bool Collector, string? AzureMonitor, string? Site, MonitorIdentity? Identity)
{
    private const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>How the Functions host is told of an identity; the worker has it in its environment too.</summary>
    private const string IdentitySetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Whether a setting says which traces are kept.</summary>
    public bool HasSampler { get; private init; }

    /// <summary>Reads them.</summary>
    /// <returns>Null when nobody is to be told.</returns>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: an address is none.</exception>
    public static TelemetryTargets? Read(IConfiguration configuration)
    {
        var (collector, monitor) = (configuration[CollectorSetting], configuration[AzureMonitorSetting]);
        if (string.IsNullOrEmpty(collector) && string.IsNullOrEmpty(monitor))
        {
            return null;
        }

        if (!string.IsNullOrEmpty(collector) && !IsWebAddress(collector))
        {
            throw Wrong($"{CollectorSetting} is \"{InputText.Shorten(collector)}\"; it must be an http or https address.");
        }

        // What it is is not told: it is a kind of key.
        if (!string.IsNullOrEmpty(monitor) && !IsConnectionString(Parts(monitor)))
        {
            throw Wrong($"{AzureMonitorSetting} must be a connection string of Application Insights: InstrumentationKey=…;IngestionEndpoint=https://…");
        }

        return new TelemetryTargets(
            !string.IsNullOrEmpty(collector), string.IsNullOrEmpty(monitor) ? null : monitor, configuration["WEBSITE_SITE_NAME"], IdentityIn(configuration[IdentitySetting]))
        {
            HasSampler = !string.IsNullOrEmpty(configuration["OTEL_TRACES_SAMPLER"]),
        };
    }

    private static MonitorIdentity? IdentityIn(string? setting)
    {
        var parts = Parts(setting ?? "");
        return string.Equals(parts.GetValueOrDefault("Authorization"), "AAD", StringComparison.OrdinalIgnoreCase) ? new MonitorIdentity(parts.GetValueOrDefault("ClientId")) : null;
    }

    private static bool IsConnectionString(Dictionary<string, string> parts) =>
        Guid.TryParse(parts.GetValueOrDefault("InstrumentationKey"), out _) && (parts.GetValueOrDefault("IngestionEndpoint") is not { } endpoint || IsWebAddress(endpoint));

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    /// <summary>Names and values, of which the last counts.</summary>
    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            parts[at < 0 ? part : part[..at].Trim()] = at < 0 ? "" : part[(at + 1)..].Trim();
        }

        return parts;
    }

    private static ConnectorException Wrong(string message) => new(500, ErrorCodes.InvalidSettings, message);
}
