using Connector.Documents;
using Connector.Documents.Api;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/actions</c>: the component manifest.</summary>
internal static class ManifestEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("list-actions", [HttpMethods.Get], "api/actions", context =>
        JsonAnswer.WriteAsync(context, ManifestDocument.Of(context.Runtime().Catalog), JsonStyles.Compact.ManifestDocument))
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Catalog,
            Summary = "List the actions",
            Text = "Tells every app and action, with all that a builder needs to show a form.",
            Answers = [ApiAnswer.Json<ManifestDocument>(200, "The manifest.")],
            IsForFlows = false,
        },
    };
}
