using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/actions</c>: the component manifest.</summary>
internal sealed class ManifestEndpoint(Catalog catalog) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("list-actions", [HttpMethods.Get], Routes.Actions, EndpointType.Of<ManifestEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Catalog,
            Summary = "List the actions",
            Text = "Tells every app and action, with all that a builder needs to show a form.",
            Answers = [ApiAnswer.Json<ManifestDocument>(200, "The manifest.")],
            For = ApiAudience.Programs,
        },
    };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => JsonAnswer.WriteAsync(context, ManifestDocument.Of(catalog), JsonStyles.Compact.ManifestDocument);
}
