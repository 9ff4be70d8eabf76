using Connector.Declaration;
using Connector.Functions.Hosting;

namespace Connector.Functions.Endpoints;

/// <summary>What endpoints take from a request.</summary>
internal static class RequestRuntime
{
    public static ConnectorRuntime Runtime(this HttpContext context) => context.RequestServices.GetRequiredService<ConnectorRuntime>();

    public static string Route(this HttpContext context, string name) => (string?)context.GetRouteValue(name) ?? "";

    /// <summary>The value of a query parameter; empty when it is left out.</summary>
    public static string Query(this HttpContext context, TextParameter parameter) => context.Request.Query[parameter.Name].ToString();

    /// <summary>The address a stored file's path is appended to, as this caller reached the server.</summary>
    public static Uri FilesUrl(this HttpRequest request) => request.UrlOf(FileEndpoint.Prefix);

    /// <summary>The address of a route, as this caller reached the server.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c>: Kestrel lets hosts pass that no address can have.</exception>
    public static Uri UrlOf(this HttpRequest request, string route) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase}/{route}", UriKind.Absolute, out var url)
            ? url
            : throw new ConnectorException(400, ErrorCodes.BadRequest, $"The Host \"{Input.InputText.Shorten(request.Host.Value ?? "")}\" is no host.");
}
