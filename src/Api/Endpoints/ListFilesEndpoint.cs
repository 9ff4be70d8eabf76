using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Files;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/files</c>: the saved files whose paths begin with <c>?prefix=</c>, by path or newest first, in pages that <c>?continuation=</c> goes through.</summary>
internal sealed class ListFilesEndpoint(IMediaSink sink, NewestFiles newest) : IEndpoint
{
    private const int MostFiles = 100;
    private const string Newest = "newest";

    /// <summary>What paths begin with.</summary>
    public static TextParameter Prefix { get; } = new()
    {
        Name = "prefix",
        Label = "Prefix",
        Description = "What the paths begin with; left out, all files are listed.",
        Example = "dreamstudio-text-to-image/2026/",
    };

    private static readonly ChoiceParameter Order = new()
    {
        Name = "order",
        Label = "Order",
        Description = "By path, or newest first: by the day in the path, within a day the last published first.",
        AllowedChoices = [new("path", "By path"), new(Newest, "Newest first")],
        Default = "path",
    };

    private static readonly TextParameter Continuation = new()
    {
        Name = "continuation",
        Label = "Continuation",
        Description = "The continuation of the page before.",
        Example = "",
    };

    public static HttpEndpoint Endpoint { get; } = new("list-files", [HttpMethods.Get], Routes.Files, EndpointType.Of<ListFilesEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Files,
            Summary = "List the saved files",
            Text = $"Lists saved files in the order of their paths or newest first, {MostFiles} a page.",
            Parameters = [new(ApiPlace.Query, Prefix), new(ApiPlace.Query, Order), new(ApiPlace.Query, Continuation)],
            Answers = [ApiAnswer.Json<FileListDocument>(200, "A page of files.")],
            NextLink = "next_link",
            Problems = [503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var continuation = context.Query(Continuation) is { Length: > 0 } given ? given : null;
        var prefix = context.Caller().PrefixOf(context.Query(Prefix));
        var page = context.Query(Order) == Newest
            ? await newest.ListAsync(prefix, continuation, MostFiles, context.RequestAborted)
            : await sink.ListAsync(prefix, continuation, MostFiles, context.RequestAborted);
        var files = new List<ListedFile>(page.Files.Count);
        foreach (var file in page.Files)
        {
            var url = await sink.LinkAsync(file.Path, context.Request.FilesUrl(), context.RequestAborted);
            files.Add(new ListedFile(file.Path, url, file.Format.ContentType, file.Bytes, file.LastModified));
        }

        var next = page.Continuation is { } more ? NextOf(context.Request, more) : null;
        await JsonAnswer.WriteAsync(context, new FileListDocument(files, page.Continuation, next), JsonStyles.Compact.FileListDocument);
    }

    /// <summary>The same question, going on; without the key that a caller may have in it.</summary>
    private static Uri NextOf(HttpRequest request, string continuation)
    {
        var asked = request.Query.Where(one => one.Key == Prefix.Name || one.Key == Order.Name).Append(new(Continuation.Name, continuation));
        return new Uri(request.UrlOf(Routes.Files) + QueryString.Create(asked).Value);
    }
}
