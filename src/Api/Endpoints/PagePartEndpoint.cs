using Connector.Actions;
using Connector.Api.Http;
using Connector.Page;
using Connector.Page.Content;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/page/{part}</c>: the page with an action's form, its gallery or its connections; or one of its modules.</summary>
internal sealed class PagePartEndpoint(PageRenderer renderer, Catalog catalog) : IEndpoint
{
    private const string Part = "part";

    public static HttpEndpoint Endpoint { get; } =
        new("get-page-part", [HttpMethods.Get, HttpMethods.Head], $"{PageRequest.Route}/{{{Part}}}", EndpointType.Of<PagePartEndpoint>()) { IsAnonymous = true };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context)
    {
        var part = context.Route(Part);
        return PageAsset.All.TryGetValue(part, out var asset) ? PageAnswer.WriteAsync(context, asset)
            : part == PageRequest.Gallery ? PageAnswer.WriteAsync(context, renderer, PageView.Gallery, PageRequest.First)
            : part == PageRequest.Connections ? PageAnswer.WriteAsync(context, renderer, PageView.Connections, PageRequest.First)
            : PageAnswer.WriteAsync(context, renderer, PageView.Action, catalog.Find(part));
    }
}
