using Connector.Api.Endpoints;
using Connector.Api.Hosting;
using Connector.Api.Pipeline;
using Connector.Images;
using Connector.Settings;
using Microsoft.AspNetCore.Connections;

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
        // Settings were read already. Those that the other builders read could open an address that nobody checked, by a section
        // "Kestrel" or ASPNETCORE_HTTP_PORTS; and they watch the working folder, in which every file we write would wake them.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Connector.Cli" });
        ConnectorLog.Configure(builder.Logging, configuration);
        builder.WebHost.UseKestrelCore().UseUrls([.. urls]).ConfigureKestrel(ConnectorPipeline.Configure);
        AddRoom(builder, ServerRoom.Of(FileLimit.Read(), FileLimit.CountOpen()));
        adjust?.Invoke(builder);
        builder.Services.AddSingleton<IPictureLibrary, SkiaPictures>();
        builder.Services.AddConnector(configuration).AddSandbox(sandbox).AddJobService().AddConnectorApi(FrontHost.None).AddBackgroundWork(configuration);
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<ConnectorOptions>(ForwardedAddress.Configure);

        // Requests and jobs share the time there is, instead of the jobs getting what the requests leave.
        builder.Services.Configure<HostOptions>(host => (host.ServicesStopConcurrently, host.ShutdownTimeout) = (true, ShutdownTime));
        builder.Services.AddRouting();
        builder.AddTelemetryExport(configuration, RequestSpanMiddleware.Sources);

        var app = builder.Build();
        app.Use(WatchAsync);
        app.UseMiddleware<RequestSpanMiddleware>();
        ConnectorPipeline.Use(app);
        app.UseMiddleware<RoomMiddleware>();

        // After the check of the Host: a page that had its own name point here could send these headers too.
        app.UseForwardedHeaders();
        app.UseRouting();
        foreach (var (endpoint, route) in EndpointTable.All.SelectMany(endpoint => endpoint.AllRoutes.Select(route => (endpoint, route))))
        {
            app.MapMethods("/" + route, endpoint.Methods, endpoint.HandlerIn(app.Services));
        }

        return app;
    }

    /// <summary>Callers wait to be accepted when there are too many, instead of being turned away as Kestrel's own limit does.</summary>
    private static void AddRoom(WebApplicationBuilder builder, ServerRoom room)
    {
        builder.Services.AddSingleton(room).AddSingleton<RoomTurns>();
        builder.Services.AddSingleton(new ConnectionPlaces(room.Connections, TimeProvider.System));
        builder.Services.AddSingleton<IConnectionListenerFactory, PlacedListenerFactory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = null;
            var places = kestrel.ApplicationServices.GetRequiredService<ConnectionPlaces>();
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => places.ServeAsync(connection, next)));
        });
    }

    /// <summary>Tells a connection that it has something to do, until it has been answered.</summary>
    private static async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        var place = context.Features.Get<ConnectionPlace>();
        place?.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            place?.End();
        }
    }
}
