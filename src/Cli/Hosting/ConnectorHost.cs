using Connector.Api.Endpoints;
using Connector.Api.Hosting;
using Connector.Api.Pipeline;
using Connector.Settings;

namespace Connector.Cli.Hosting;

/// <summary>The web application: Kestrel, the middleware and the endpoints.</summary>
internal static class ConnectorHost
{
    /// <summary>How long a server that is asked to stop waits for what is in flight: time enough for most pictures.</summary>
    public static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);

    /// <summary>Builds the application; the caller starts it and disposes of it.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="sandbox">What stands in for apps without a key; it outlives the application.</param>
    /// <param name="urls">The addresses to listen on.</param>
    /// <param name="adjust">Changes what a test must see or hurry up, before the parts are added; null for nothing.</param>
    public static WebApplication Build(
        IConfiguration configuration, SandboxStandIn sandbox, IReadOnlyList<string> urls, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Connector.Cli" });

        // Settings were read already. Here a "Kestrel" section or ASPNETCORE_HTTP_PORTS could open an address that nobody checked.
        builder.Configuration.Sources.Clear();
        ((IConfigurationBuilder)builder.Configuration).AddInMemoryCollection();
        ConnectorLog.Configure(builder.Logging);
        builder.WebHost.UseUrls([.. urls]).ConfigureKestrel(ConnectorPipeline.Configure);
        adjust?.Invoke(builder);
        builder.Services.AddConnector(configuration).AddSandbox(sandbox).AddJobService().AddConnectorApi(FrontHost.None).AddBackgroundWork();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<ConnectorOptions>(ForwardedAddress.Configure);

        // Requests and jobs share the time there is, instead of the jobs getting what the requests leave.
        builder.Services.Configure<HostOptions>(host => (host.ServicesStopConcurrently, host.ShutdownTimeout) = (true, ShutdownTime));
        builder.Services.AddRouting();

        var app = builder.Build();
        ConnectorPipeline.Use(app);

        // After the check of the Host: a page that had its own name point here could send these headers too.
        app.UseForwardedHeaders();
        app.UseRouting();
        foreach (var endpoint in EndpointTable.All)
        {
            app.MapMethods("/" + endpoint.Route, endpoint.Methods, endpoint.HandlerIn(app.Services)).WithName(endpoint.Name);
        }

        return app;
    }
}
