using Connector.Declaration;
using Connector.Documents;
using Connector.Documents.Api;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/actions/{name}</c>: one action of the manifest.</summary>
internal static class ActionManifestEndpoint
{
    private static readonly TextParameter ActionName = new()
    {
        Name = RunActionEndpoint.NameValue,
        Label = "Name",
        Description = "The action's full name.",
        Required = true,
        Example = "dreamstudio-text-to-image",
    };

    public static HttpEndpoint Endpoint { get; } = new("get-action", [HttpMethods.Get], RunActionEndpoint.RouteOf($"{{{ActionName.Name}}}"), context =>
        JsonAnswer.WriteAsync(
            context, ActionManifest.Of(context.Runtime().Catalog.Find(context.Route(ActionName.Name))), JsonStyles.Compact.ActionManifest))
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Catalog,
            Summary = "Get an action",
            Text = "Tells an action's inputs with their limits, its rules and its price.",
            Parameters = [new(ApiPlace.Path, ActionName)],
            Answers = [ApiAnswer.Json<ActionManifest>(200, "The action.")],
            Problems = [404],
            IsForFlows = false,
        },
    };
}
