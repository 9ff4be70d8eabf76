using Connector.Functions.Endpoints;
using Connector.Functions.Http;

namespace Connector.Functions.Hosting;

/// <summary>The web application: Kestrel, the middleware and the endpoints.</summary>
internal static class ConnectorHost
{
    /// <summary>Builds the application over a runtime; the caller starts it and disposes of both.</summary>
    public static WebApplication Build(ConnectorRuntime runtime, IReadOnlyList<string> urls, LogLevel logLevel = LogLevel.Information)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Connector.Functions" });

        // Settings were read already. Here a "Kestrel" section or ASPNETCORE_HTTP_PORTS could open an address that nobody checked.
        builder.Configuration.Sources.Clear();
        ((IConfigurationBuilder)builder.Configuration).AddInMemoryCollection();
        builder.Logging.SetMinimumLevel(logLevel).AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseUrls([.. urls]).ConfigureKestrel(ConnectorPipeline.Configure);
        builder.Services.AddSingleton(runtime);
        builder.Services.AddRouting();
        builder.Services.Configure<ForwardedHeadersOptions>(options => ForwardedAddress.Configure(options, runtime.Settings));

        var app = builder.Build();
        app.UseForwardedHeaders();
        ConnectorPipeline.Use(app);
        app.UseRouting();
        foreach (var endpoint in EndpointTable.All)
        {
            app.MapMethods("/" + endpoint.Route, endpoint.Methods, endpoint.Handle).WithName(endpoint.Name);
        }

        return app;
    }
}
