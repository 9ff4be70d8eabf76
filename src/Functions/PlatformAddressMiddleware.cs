namespace Connector.Functions;

/// <summary>
/// Sees that links in answers begin with https on Azure. The worker's own middleware has taken the caller's address from the host, whose
/// X-Forwarded headers replace a caller's. On Azure the host reads the scheme from the front end, but not on every plan; the platform's own
/// name of the app has a certificate wherever it is reached.
/// </summary>
/// <param name="next">What answers.</param>
/// <param name="settings">What the platform tells the process.</param>
internal sealed class PlatformAddressMiddleware(RequestDelegate next, IConfiguration settings)
{
    /// <summary>The app's own name on Azure, such as <c>my-app.azurewebsites.net</c>; null elsewhere. Core Tools set it too, to localhost.</summary>
    private readonly string? _platformName =
        IsSet(settings, "WEBSITE_SITE_NAME") && !IsSet(settings, "FUNCTIONS_CORETOOLS_ENVIRONMENT") ? settings["WEBSITE_HOSTNAME"] : null;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Scheme != Uri.UriSchemeHttps)
        {
            // Nobody checks what the front end or a caller wrote there: links have one of the two schemes.
            request.Scheme = string.Equals(request.Host.Value, _platformName, StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        }

        return next(context);
    }

    private static bool IsSet(IConfiguration settings, string name) => !string.IsNullOrEmpty(settings[name]);
}
