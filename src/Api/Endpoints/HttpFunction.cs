using Connector.Actions;
using Connector.Api.Documents.Api;

namespace Connector.Api.Endpoints;

/// <summary>
/// A function of Azure Functions that a request calls: one per action, and one per other endpoint. The host tells overlapping routes apart by the functions' names, so each action's route is spelt
/// out here where the self-host has one route for all.
/// </summary>
/// <param name="Name">The function's name, which is the action's or the endpoint's.</param>
/// <param name="Route">The route below <see cref="RoutePrefix"/>.</param>
/// <param name="Endpoint">What answers.</param>
internal sealed record HttpFunction(string Name, string Route, HttpEndpoint Endpoint)
{
    /// <summary>
    /// The function of an action that does not exist: the host would answer an empty 404. Its route takes in those of the actions, which
    /// does no harm: the host takes the first by name that fits, and whichever it takes, the endpoint runs the action that the route names.
    /// </summary>
    public const string UnknownAction = "unknown-action";

    /// <summary>What <c>host.json</c> puts before every route.</summary>
    public const string RoutePrefix = ApiDescription.RoutePrefix;

    /// <summary>The HTTP methods, as the host spells them.</summary>
    public IEnumerable<string> Methods => Endpoint.Methods.Select(method => method.ToLowerInvariant());

    /// <summary>Who may call it, in the host's terms: <c>function</c> demands a function key.</summary>
    public string AuthLevel => Endpoint.IsAnonymous ? "anonymous" : "function";

    /// <summary>Every function of the catalog and the endpoints.</summary>
    public static IReadOnlyList<HttpFunction> All(Catalog catalog) =>
    [
        .. catalog.Actions.Select(action => Of(action.Name, ActionInputs.RouteOf(action.Name), RunActionEndpoint.Endpoint)),
        Of(UnknownAction, RunActionEndpoint.Endpoint.Route, RunActionEndpoint.Endpoint),
        .. EndpointTable.All.Where(endpoint => endpoint != RunActionEndpoint.Endpoint).Select(endpoint => Of(endpoint.Name, endpoint.Route, endpoint)),
    ];

    /// <summary>Answers a request that the host routed here itself; the self-host's route would have told which action.</summary>
    /// <param name="context">The request, and its answer.</param>
    /// <param name="services">Where the endpoint is.</param>
    public Task HandleAsync(HttpContext context, IServiceProvider services)
    {
        if (Endpoint == RunActionEndpoint.Endpoint && Name != UnknownAction)
        {
            context.Request.RouteValues[ActionInputs.NameValue] = Name;
        }

        return Endpoint.HandlerIn(services)(context);
    }

    private static HttpFunction Of(string name, string route, HttpEndpoint endpoint) => new(name, route[(RoutePrefix.Length + 1)..], endpoint);
}
