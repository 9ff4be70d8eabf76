using Connector.Functions.Endpoints;
using Connector.Functions.Http;

namespace Connector.Functions.Hosting;

/// <summary>The web application: Kestrel, the middleware and the endpoints.</summary>
internal static class ConnectorHost
{
    /// <summary>How long a server that is asked to stop waits for what is in flight: time enough for most pictures.</summary>
    public static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);

    /// <summary>Builds the application over a runtime; the caller starts it and disposes of both.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="urls">The addresses to listen on.</param>
    /// <param name="adjust">Changes what a test must see or hurry up; null for nothing.</param>
    public static WebApplication Build(ConnectorRuntime runtime, IReadOnlyList<string> urls, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Connector.Functions" });

        // Settings were read already. Here a "Kestrel" section or ASPNETCORE_HTTP_PORTS could open an address that nobody checked.
        builder.Configuration.Sources.Clear();
        ((IConfigurationBuilder)builder.Configuration).AddInMemoryCollection();
        ConnectorLog.Configure(builder.Logging);
        builder.WebHost.UseUrls([.. urls]).ConfigureKestrel(ConnectorPipeline.Configure);
        ConnectorPipeline.AddServices(builder.Services, runtime);
        builder.Services.AddHostedService<BackgroundWork>();

        // Requests and jobs share the time there is, instead of the jobs getting what the requests leave.
        builder.Services.Configure<HostOptions>(host => (host.ServicesStopConcurrently, host.ShutdownTimeout) = (true, ShutdownTime));
        builder.Services.AddRouting();
        builder.Services.Configure<ForwardedHeadersOptions>(options => ForwardedAddress.Configure(options, runtime.Settings));
        adjust?.Invoke(builder);

        var app = builder.Build();
        ConnectorPipeline.Use(app);

        // After the check of the Host: a page that had its own name point here could send these headers too.
        app.UseForwardedHeaders();
        app.UseRouting();
        foreach (var endpoint in runtime.IsCustomHandler ? [.. EndpointTable.All, RunJobEndpoint.Endpoint] : EndpointTable.All)
        {
            app.MapMethods("/" + endpoint.Route, endpoint.Methods, endpoint.Handle).WithName(endpoint.Name);
        }

        return app;
    }
}
