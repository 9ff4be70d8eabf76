using Connector.Functions.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Connector.Functions.Hosting;

/// <summary>What every request passes on its way to an endpoint, whoever hosts the connector.</summary>
internal static class ConnectorPipeline
{
    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;

        // Each reader has a limit of its own, and those of audio lie above Kestrel's 30 MB.
        kestrel.Limits.MaxRequestBodySize = null;
    }

    public static void Use(IApplicationBuilder app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<AccessMiddleware>();
    }
}
