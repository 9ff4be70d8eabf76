using Connector.Failures;
using Connector.Values;

namespace Connector.Api.Http;

/// <summary>The routes that answers lead to, and their addresses as a caller reached the server.</summary>
internal static class Routes
{
    /// <summary>What an action's name is appended to.</summary>
    public const string Actions = "api/actions";

    /// <summary>Where batches are begun, and what a batch's id is appended to.</summary>
    public const string Batches = "api/batches";

    /// <summary>Where subscriptions are begun, and what a subscription's id is appended to.</summary>
    public const string Subscriptions = "api/subscriptions";

    /// <summary>What a stored file's path is appended to.</summary>
    public const string Files = FileLink.Route;

    /// <summary>What a job's id is appended to.</summary>
    public const string Jobs = "api/jobs";

    /// <summary>The address that a stored file's path is appended to.</summary>
    public static Uri FilesUrl(this HttpRequest request) => request.UrlOf(Files);

    /// <summary>Where a job is.</summary>
    public static Uri JobUrl(this HttpRequest request, string id) => request.UrlOf($"{Jobs}/{id}");

    /// <summary>Where a batch is.</summary>
    public static Uri BatchUrl(this HttpRequest request, string id) => request.UrlOf($"{Batches}/{id}");

    /// <summary>Where a subscription is.</summary>
    public static Uri SubscriptionUrl(this HttpRequest request, string id) => request.UrlOf($"{Subscriptions}/{id}");

    /// <summary>The address of a route, as a caller reached the server who got links to files so.</summary>
    /// <param name="filesUrl">The address that a file's path is appended to.</param>
    /// <param name="route">The route.</param>
    public static Uri BesideFiles(Uri filesUrl, string route) =>
        new($"{filesUrl.AbsoluteUri[..^Files.Length]}{route}");

    /// <summary>The address of a route.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c>: Kestrel lets hosts pass that no address can have.</exception>
    public static Uri UrlOf(this HttpRequest request, string route) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase}/{route}", UriKind.Absolute, out var url)
            ? url
            : throw new ConnectorException(400, ErrorCodes.BadRequest, $"The Host \"{InputText.Shorten(request.Host.Value ?? "")}\" is no host.");
}
