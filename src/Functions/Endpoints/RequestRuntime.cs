using Connector.Functions.Hosting;

namespace Connector.Functions.Endpoints;

/// <summary>What endpoints take from a request.</summary>
internal static class RequestRuntime
{
    public static ConnectorRuntime Runtime(this HttpContext context) => context.RequestServices.GetRequiredService<ConnectorRuntime>();

    public static string Route(this HttpContext context, string name) => (string?)context.GetRouteValue(name) ?? "";

    /// <summary>The address a stored file's path is appended to, as this caller reached the server.</summary>
    public static Uri FilesUrl(this HttpRequest request) => request.UrlOf(FileEndpoint.Prefix);

    /// <summary>The address of a route, as this caller reached the server.</summary>
    public static Uri UrlOf(this HttpRequest request, string route) =>
        new($"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase}/{route}");
}
