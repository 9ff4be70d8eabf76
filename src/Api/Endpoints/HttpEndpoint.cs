using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;

namespace Connector.Api.Endpoints;

/// <summary>A route of the connector, whichever host serves it.</summary>
/// <param name="Name">A unique name.</param>
/// <param name="Methods">The HTTP methods.</param>
/// <param name="Route">The route without a leading slash.</param>
/// <param name="Type">What answers.</param>
internal sealed record HttpEndpoint(string Name, string[] Methods, string Route, EndpointType Type)
{
    private IReadOnlyList<ApiParameter>? _parameters;

    /// <summary>What it does, for the documents that describe the API, put together when one is asked for; null for what they leave out.</summary>
    public Func<EndpointDescription>? Describe { get; init; }

    /// <summary>The method that documents show; where there are others, they answer less.</summary>
    public HttpMethod Method => HttpMethod.Parse(Methods[0]);

    /// <summary>Whether callers need no access key.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether probes call it, which must hear from a busy server too and do not come again over the same connection.</summary>
    public bool IsProbe { get; init; }

    /// <summary>A second route, for hosts that have all of the server's addresses to themselves; null for none.</summary>
    public string? AlsoAt { get; init; }

    /// <summary>Every route of a host that has all addresses to itself.</summary>
    public IEnumerable<string> AllRoutes => AlsoAt is null ? [Route] : [Route, AlsoAt];

    /// <summary>What it takes in the query where the documents leave it out.</summary>
    public IReadOnlyList<Parameter> QueryParameters { get; init; } = [];

    /// <summary>The parameters that belong into the body of a request; null where its body has none.</summary>
    public Func<HttpContext, IReadOnlyList<Parameter>>? BodyParameters { get; init; }

    /// <summary>The endpoint that a request means although a host prefers this one's route; null for none.</summary>
    public Func<HttpContext, HttpEndpoint?>? Meant { get; init; }

    /// <summary>What answers requests, once their query and headers are understood.</summary>
    public RequestDelegate HandlerIn(IServiceProvider services)
    {
        var endpoint = Type.In(services);
        return context =>
        {
            if (Meant?.Invoke(context) is { } meant)
            {
                return meant.HandlerIn(services)(context);
            }

            OutsideBody.Check(context, this);
            ContentCoding.Undo(context);
            return endpoint.HandleAsync(context);
        };
    }

    /// <summary>The parameters that it takes in a place outside the body.</summary>
    public IEnumerable<Parameter> Taken(ApiPlace place) =>
        (_parameters ??= Describe?.Invoke().Parameters ?? [.. QueryParameters.Select(parameter => new ApiParameter(ApiPlace.Query, parameter))]).Where(parameter => parameter.In == place).Select(parameter => parameter.Declared);

    /// <summary>The parameters that belong into the body of a request.</summary>
    public IReadOnlyList<Parameter> TakenInBody(HttpContext context) => BodyParameters?.Invoke(context) ?? [];

    /// <summary>The operations that documents show it as.</summary>
    public IEnumerable<ApiOperation> Operations(Catalog catalog) => Describe?.Invoke().Of(this, catalog) ?? [];

    /// <summary>A route as documents write it: below the base, without a host's mark for a part that may hold slashes.</summary>
    public static string PathOf(string route) => route[HttpFunction.RoutePrefix.Length..].Replace("{*", "{", StringComparison.Ordinal);
}
