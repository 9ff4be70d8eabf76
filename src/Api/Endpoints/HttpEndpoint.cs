using Connector.Actions;
using Connector.Api.Documents.Api;

namespace Connector.Api.Endpoints;

/// <summary>A route of the connector, whichever host serves it.</summary>
/// <param name="Name">A unique name.</param>
/// <param name="Methods">The HTTP methods.</param>
/// <param name="Route">The route without a leading slash.</param>
/// <param name="Type">What answers.</param>
internal sealed record HttpEndpoint(string Name, string[] Methods, string Route, EndpointType Type)
{
    /// <summary>What it does, for the documents that describe the API, put together when one is asked for; null for what they leave out.</summary>
    public Func<EndpointDescription>? Describe { get; init; }

    /// <summary>The method that documents show; where there are others, they answer less.</summary>
    public HttpMethod Method => HttpMethod.Parse(Methods[0]);

    /// <summary>Whether callers need no access key.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The operations that documents show it as.</summary>
    public IEnumerable<ApiOperation> Operations(Catalog catalog) => Describe?.Invoke().Of(this, catalog) ?? [];

    /// <summary>A route as documents write it: below the base, without a host's mark for a part that may hold slashes.</summary>
    public static string PathOf(string route) => route[HttpFunction.RoutePrefix.Length..].Replace("{*", "{", StringComparison.Ordinal);
}
