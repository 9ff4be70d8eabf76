using Connector.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Connector.Api.Pipeline;

/// <summary>What every request passes on its way to an endpoint, whoever hosts the connector.</summary>
internal static class ConnectorPipeline
{
    /// <summary>Kestrel's own limits on request line, headers and idle connections stay; these fit this server better.</summary>
    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;

        // Each reader has a limit of its own, and those of audio lie above Kestrel's 30 MB.
        limits.MaxRequestBodySize = null;

        // Without a limit, connections that send nothing use up the process's files. Upstream takes 150 calls in 10 s, each of
        // which may last 100 s: 1,500 at work at once.
        limits.MaxConcurrentConnections = 2000;

        // Callers are programs, whose headers come in one packet.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // Kestrel's 240 bytes/s would let one sender keep a 10 MB form open for half a day, and one reader a picture.
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(10));
    }

    /// <summary>Adds what every request passes.</summary>
    /// <param name="app">The application.</param>
    public static void Use(IApplicationBuilder app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        if (!app.ApplicationServices.GetRequiredService<FrontHost>().KeepsPagesOut)
        {
            UseOrigins(app, app.ApplicationServices.GetRequiredService<ConnectorOptions>());
        }

        app.UseMiddleware<AccessMiddleware>();
    }

    /// <summary>Which web pages may call.</summary>
    private static void UseOrigins(IApplicationBuilder app, ConnectorOptions options)
    {
        // A browser adds no access key by itself, so where one is demanded a foreign page gets nowhere.
        if (options.Access.Keys.Count == 0)
        {
            app.UseMiddleware<ForeignPageMiddleware>();
        }

        if (options.Origins is { Count: > 0 } origins)
        {
            app.UseCors(policy => policy
                .WithOrigins([.. origins.Select(origin => origin.GetLeftPart(UriPartial.Authority))])
                .AllowAnyMethod()
                .AllowAnyHeader()
                .WithExposedHeaders("*"));
        }
    }
}
