using Connector.Api.Http;
using Connector.Page;
using Connector.Page.Content;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/page</c>, and <c>GET /</c> where the server's root is ours: the page on which people try the actions, with the form of the first one.</summary>
internal sealed class PageEndpoint(PageRenderer renderer) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-page", [HttpMethods.Get, HttpMethods.Head], PageRequest.Route, EndpointType.Of<PageEndpoint>())
    {
        IsAnonymous = true,
        AlsoAt = "",
    };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => PageAnswer.WriteAsync(context, renderer, PageView.Action, PageRequest.First);
}
