using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Files;
using Connector.Recipes;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/recipes/{path}</c>: how a saved file was made.</summary>
internal sealed class RecipeEndpoint(IMediaSink sink, RecipeRecords recipes) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } =
        new("get-recipe", [HttpMethods.Get], $"api/recipes/{{*{FileEndpoint.PathParameter.Declared.Name}}}", EndpointType.Of<RecipeEndpoint>())
        {
            Describe = () => new OperationDescription
            {
                Group = ApiGroups.Files,
                Summary = "Get the recipe of a file",
                Text = "Tells how a saved file was made: the action, what was asked for, the seed and the price.",
                Parameters = [FileEndpoint.PathParameter],
                Answers = [ApiAnswer.Json<RecipeDocument>(200, "The recipe.")],
                Problems = [404, 503],
            },
        };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var path = FileEndpoint.PathOf(context);
        await WriteAsync(context, await sink.FindAsync(path, context.Caller(), context.RequestAborted) ?? throw FileAnswer.NotFound(path));
    }

    /// <summary>Answers the recipe of a file.</summary>
    public async Task WriteAsync(HttpContext context, StoredFile file)
    {
        // The file may be deleted, and its recipe with it.
        context.Response.Headers.CacheControl = "private, no-cache";
        await JsonAnswer.WriteAsync(context, RecipeDocument.Of(await recipes.GetAsync(file.Path, context.RequestAborted)), JsonStyles.Compact.RecipeDocument);
    }
}
