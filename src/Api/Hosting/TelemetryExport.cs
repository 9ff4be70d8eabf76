using Connector.Failures;

namespace Connector.Api.Hosting;

/// <summary>
/// Has traces and metrics sent to where settings say. Where they name no place, which is so on most machines, nothing of OpenTelemetry is
/// even loaded: a start would pay for it.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>What the exporters' variables begin with.</summary>
    private static readonly string[] Prefixes = ["OTEL_", "APPLICATIONINSIGHTS_"];

    /// <summary>Adds the export to a host, which starts it and ends it.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="sources">What the host tells.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: an address is none.</exception>
    public static void AddTelemetryExport(this IHostApplicationBuilder builder, IConfiguration configuration, TelemetrySources sources)
    {
        if (TelemetryTargets.Read(configuration) is { } targets)
        {
            // These alone: a host that read all settings could open an address that nobody checked.
            builder.Configuration.AddInMemoryCollection(ExporterSettings(configuration));
            OpenTelemetryExport.AddTo(builder.Services, targets, sources);
        }
    }

    /// <summary>The same without a host: <see cref="StartTelemetryExportAsync"/> starts it, and the end of the services ends it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: an address is none.</exception>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (TelemetryTargets.Read(configuration) is { } targets)
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(ExporterSettings(configuration)).Build());
            OpenTelemetryExport.AddTo(services, targets, TelemetrySources.None);
        }

        return services;
    }

    /// <summary>Starts what a host would start: OpenTelemetry's own service, if it was added, is the one that a command has.</summary>
    public static async Task StartTelemetryExportAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> ExporterSettings(IConfiguration configuration) =>
        configuration.AsEnumerable().Where(setting => Array.Exists(Prefixes, prefix => setting.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
}
