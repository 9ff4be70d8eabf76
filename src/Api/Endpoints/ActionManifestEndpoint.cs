using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/actions/{name}</c>: one action of the manifest.</summary>
internal sealed class ActionManifestEndpoint(Catalog catalog) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("get-action", [HttpMethods.Get], ActionInputs.Route, EndpointType.Of<ActionManifestEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Catalog,
            Summary = "Get an action",
            Text = "Tells an action's inputs with their limits, its rules and its price.",
            Parameters = [ActionInputs.NameParameter],
            Answers = [ApiAnswer.Json<ActionManifest>(200, "The action.")],
            Problems = [404],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, ActionManifest.Of(catalog.Find(context.Route(ActionInputs.NameValue))), JsonStyles.Compact.ActionManifest);
}
