using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/actions/{name}</c>: one action of the manifest.</summary>
internal sealed class ActionManifestEndpoint(Catalog catalog) : IEndpoint
{
    private static readonly TextParameter ActionName = new()
    {
        Name = ActionInputs.NameValue,
        Label = "Name",
        Description = "The action's full name.",
        Required = true,
        Example = "dreamstudio-text-to-image",
    };

    public static HttpEndpoint Endpoint { get; } = new("get-action", [HttpMethods.Get], ActionInputs.RouteOf($"{{{ActionName.Name}}}"), EndpointType.Of<ActionManifestEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Catalog,
            Summary = "Get an action",
            Text = "Tells an action's inputs with their limits, its rules and its price.",
            Parameters = [new(ApiPlace.Path, ActionName)],
            Answers = [ApiAnswer.Json<ActionManifest>(200, "The action.")],
            Problems = [404],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, ActionManifest.Of(catalog.Find(context.Route(ActionName.Name))), JsonStyles.Compact.ActionManifest);
}
