using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Files;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/files</c>: the saved files whose paths begin with <c>?prefix=</c>, in pages that <c>?continuation=</c> goes through.</summary>
internal sealed class ListFilesEndpoint(IMediaSink sink) : IEndpoint
{
    private const int MostFiles = 100;

    private static readonly TextParameter Prefix = new()
    {
        Name = "prefix",
        Label = "Prefix",
        Description = "What the paths begin with; left out, all files are listed.",
        Example = "dreamstudio-text-to-image/2026/",
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
            Text = $"Lists saved files in the order of their paths, {MostFiles} a page.",
            Parameters = [new(ApiPlace.Query, Prefix), new(ApiPlace.Query, Continuation)],
            Answers = [ApiAnswer.Json<FileListDocument>(200, "A page of files.")],
            Problems = [503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var continuation = context.Query(Continuation);
        var page = await sink.ListAsync(context.Query(Prefix), continuation.Length == 0 ? null : continuation, MostFiles, context.RequestAborted);
        var files = new List<ListedFile>(page.Files.Count);
        foreach (var file in page.Files)
        {
            var url = await sink.LinkAsync(file.Path, context.Request.FilesUrl(), context.RequestAborted);
            files.Add(new ListedFile(file.Path, url, file.Format.ContentType, file.Bytes, file.LastModified));
        }

        await JsonAnswer.WriteAsync(context, new FileListDocument(files, page.Continuation), JsonStyles.Compact.FileListDocument);
    }
}
