using System.Net.Mime;
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
        if (IsMissing(part) && context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == MediaTypeNames.Text.Html))
        {
            // A person gets words and a way back; a program gets the problem below.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return PageAnswer.WriteAsync(context, renderer, PageView.Missing, PageRequest.First);
        }

        return PageAsset.All.TryGetValue(part, out var asset) ? PageAnswer.WriteAsync(context, asset)
            : part == PageRequest.Gallery ? PageAnswer.WriteAsync(context, renderer, PageView.Gallery, PageRequest.First)
            : part == PageRequest.Connections ? PageAnswer.WriteAsync(context, renderer, PageView.Connections, PageRequest.First)
            : PageAnswer.WriteAsync(context, renderer, PageView.Action, catalog.Find(part));
    }

    private bool IsMissing(string part) =>
        !PageAsset.All.ContainsKey(part) && part is not (PageRequest.Gallery or PageRequest.Connections) && catalog.Actions.All(action => action.Name != part);
}
