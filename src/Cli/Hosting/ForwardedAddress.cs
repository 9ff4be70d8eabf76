using Connector.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Connector.Cli.Hosting;

/// <summary>
/// How callers reached a front end, as it reports in <c>X-Forwarded-Host</c> and <c>X-Forwarded-Proto</c>: the links in answers
/// are built from it. Anybody can send these headers, so they count only where a setting says that a front end sets them.
/// </summary>
internal static class ForwardedAddress
{
    /// <summary>Makes the middleware believe the nearest front end, whatever its address, or nobody.</summary>
    public static void Configure(ForwardedHeadersOptions options, ConnectorOptions settings)
    {
        options.ForwardedHeaders = settings.TrustForwardedHeaders ? ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        options.ForwardLimit = 1;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
    }
}
