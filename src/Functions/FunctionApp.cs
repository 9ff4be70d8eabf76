using Connector.Api.Hosting;
using Connector.Api.Pipeline;
using Connector.Runs;
using Connector.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Connector.Functions;

/// <summary>The worker: what the Functions host starts and sends requests, messages and ticks to.</summary>
internal static class FunctionApp
{
    /// <summary>Builds the worker; the caller runs it and disposes of it.</summary>
    /// <param name="args">What the host passes.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="sandbox">What stands in for apps, if a setting says so; it outlives the worker.</param>
    /// <param name="adjust">Changes what a test must see; null for nothing.</param>
    public static IHost Build(
        string[] args, IConfiguration configuration, SandboxStandIn sandbox, Action<FunctionsApplicationBuilder>? adjust = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddConnector(configuration).AddSandbox(sandbox).AddJobs(sandbox.Options).AddConnectorApi(FunctionsHost.Front).AddBackgroundWork(configuration);
        builder.Services.AddSingleton<FunctionDispatcher>();
        builder.Services.Configure<KestrelServerOptions>(ConnectorPipeline.Configure);
        builder.AddTelemetryExport(configuration, FunctionsHost.Telemetry);
        adjust?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The host stops a process that has nothing to answer, so its queue carries jobs on; local files leave with the process anyway.</summary>
    private static IServiceCollection AddJobs(this IServiceCollection services, ConnectorOptions options)
    {
        StorageJobQueue.ThrowIfNotBound(options);
        return options.Blob is { } account ? services.AddStorageJobQueue(account) : services.AddJobService();
    }
}
