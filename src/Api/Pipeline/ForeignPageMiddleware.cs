using Connector.Failures;
using Connector.Settings;

namespace Connector.Api.Pipeline;

/// <summary>
/// Keeps web pages from elsewhere out where no access key does: a browser on this machine reaches loopback for whatever page it
/// shows, and a plain form post would spend credits although the page never sees the answer.
/// </summary>
internal sealed class ForeignPageMiddleware(RequestDelegate next, ConnectorOptions options)
{
    private readonly IReadOnlyList<Uri> _origins = options.Origins;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsHostOfOurs(request.Host))
        {
            throw new ConnectorException(
                StatusCodes.Status421MisdirectedRequest,
                ErrorCodes.ForeignHost,
                $"Without access keys only requests to localhost, 127.0.0.1 or [::1] are answered, since a web page may have had its own name point here. Set {ConnectorSettings.AccessKeys.Name}__0, or name the address of pages that may call in {ConnectorSettings.Origins.Name}__0.");
        }

        if (IsForeign(request))
        {
            throw new ConnectorException(
                StatusCodes.Status403Forbidden,
                ErrorCodes.ForeignOrigin,
                $"A web page of another origin may not call. Name its origin in {ConnectorSettings.Origins.Name}__0 to allow it.");
        }

        return next(context);
    }

    /// <summary>A page that has its own name point to this machine is of one origin with us to the browser, but sends that name.</summary>
    private bool IsHostOfOurs(HostString host) =>
        host.HasValue && (Loopback.IsHost(host.Host) || _origins.Any(origin => Is(host.Value, origin.Authority)));

    private bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            ? !Is(origin, $"{request.Scheme}://{request.Host}") && !_origins.Any(known => Is(origin, known.GetLeftPart(UriPartial.Authority)))
            : request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && !IsFollowedLink(request);
    }

    /// <summary>
    /// Browsers leave Origin out of a GET for a picture or a frame. It costs no credits, but a page could use up the calls per
    /// second with dropdowns and key tests. A person may still follow a link from elsewhere to a file.
    /// </summary>
    private static bool IsFollowedLink(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool Is(string given, string known) => given.Equals(known, StringComparison.OrdinalIgnoreCase);
}
