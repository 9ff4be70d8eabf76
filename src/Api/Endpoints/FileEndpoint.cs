using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Failures;
using Connector.Files;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/files/{path}</c>: a saved file, whole or in ranges; a picture in another size, with <c>?width=</c>; with <c>?view=recipe</c> how it was made.</summary>
internal sealed class FileEndpoint(IMediaSink sink, RecipeEndpoint recipe, Thumbnails thumbnails) : IEndpoint
{
    private const string RecipeView = "recipe";

    private static readonly ChoiceParameter View = new()
    {
        Name = "view",
        Label = "View",
        Description = "The file itself, or how it was made: the action, what was asked for, the seed and the price.",
        AllowedChoices = [new("content", "The file"), new(RecipeView, "How it was made")],
        Default = "content",
    };

    private static readonly TextParameter Path = new()
    {
        Name = "path",
        Label = "Path",
        Description = "The file's path, as a receipt gave it.",
        Required = true,
        Example = "dreamstudio-text-to-image/2026/11/21/2487dde084034bb2a9268abef6ba542e.png",
    };

    public static ApiParameter PathParameter { get; } = new(ApiPlace.Path, Path) { MayHaveSlashes = true };

    /// <summary>The route of a file, whatever is done with it.</summary>
    public static string Route { get; } = $"{Routes.Files}/{{*{Path.Name}}}";

    public static HttpEndpoint Endpoint { get; } = new("get-file", [HttpMethods.Get, HttpMethods.Head], Route, EndpointType.Of<FileEndpoint>())
    {
        // The route also matches without a path, and a host may prefer it to the list's own.
        Meant = context => PathOf(context).Length == 0 ? ListFilesEndpoint.Endpoint : null,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Files,
            Summary = "Get the content of a file",
            Text = $"Downloads a saved file, whole or in ranges; a picture also smaller and in another format. How it was made is told by {EndpointDescription.IdOf(RecipeEndpoint.Endpoint.Name)}.",
            Parameters =
            [
                PathParameter,
                new(ApiPlace.Query, Thumbnails.Width),
                new(ApiPlace.Query, Thumbnails.Height),
                new(ApiPlace.Query, Thumbnails.Format),
                new(ApiPlace.Query, View) { For = ApiAudience.None },
            ],
            Answers = [new(200, "The bytes of the file.", new ApiContent("*/*", ApiShape.Bytes))],
            Problems = [404, 422, 501, 503],
        },
    };

    /// <summary>The path that a request names. Clients that treat it as one part of the route write its slashes as %2F.</summary>
    public static string PathOf(HttpContext context) => context.Route(Path.Name).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var path = PathOf(context);
        var isRecipe = context.Query(View) == RecipeView;
        if (isRecipe && Thumbnails.AreAskedFor(context))
        {
            throw new ConnectorException(400, ErrorCodes.BadRequest, $"?{View.Name}={RecipeView} answers no picture: leave out {Thumbnails.ParametersOf(context)}, or {View.Name}.");
        }

        var file = await sink.FindAsync(path, context.Caller(), context.RequestAborted) ?? throw FileAnswer.NotFound(path);
        if (isRecipe)
        {
            await recipe.WriteAsync(context, file);
            return;
        }

        if (Thumbnails.AreAskedFor(context))
        {
            await thumbnails.WriteAsync(context, file);
            return;
        }

        context.Response.Headers.CacheControl = FileAnswer.Unchanging;
        await FileAnswer.WriteAsync(context, file, rangeAllowed: true);
    }
}
