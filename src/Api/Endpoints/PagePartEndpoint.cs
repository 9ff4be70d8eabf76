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
        if (PageAsset.All.TryGetValue(part, out var asset))
        {
            return PageAnswer.WriteAsync(context, asset);
        }

        if (part is PageRequest.Gallery or PageRequest.Connections)
        {
            return PageAnswer.WriteAsync(context, renderer, part == PageRequest.Gallery ? PageView.Gallery : PageView.Connections, PageRequest.First);
        }

        // Where there is no such action, a person gets words and a way back; a program gets the problem.
        if (catalog.Actions.All(action => action.Name != part) && context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == MediaTypeNames.Text.Html))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return PageAnswer.WriteAsync(context, renderer, PageView.Missing, PageRequest.First);
        }

        return PageAnswer.WriteAsync(context, renderer, PageView.Action, catalog.Find(part));
    }
}
