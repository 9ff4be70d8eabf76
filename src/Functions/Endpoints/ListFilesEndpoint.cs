using Connector.Documents;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/files</c>: the saved files whose paths begin with <c>?prefix=</c>, in pages that <c>?continuation=</c> goes through.</summary>
internal static class ListFilesEndpoint
{
    private const int MostFiles = 100;

    public static HttpEndpoint Endpoint { get; } = new("list-files", [HttpMethods.Get], FileEndpoint.Prefix, HandleAsync);

    /// <summary>Answers one page.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var (query, sink) = (context.Request.Query, context.Runtime().Sink);
        var continuation = query["continuation"].ToString();
        var page = await sink.ListAsync(query["prefix"].ToString(), continuation.Length == 0 ? null : continuation, MostFiles, context.RequestAborted);
        var files = new List<ListedFile>(page.Files.Count);
        foreach (var file in page.Files)
        {
            var url = await sink.LinkAsync(file.Path, context.Request.FilesUrl(), context.RequestAborted);
            files.Add(new ListedFile(file.Path, url, file.Format.ContentType, file.Bytes, file.LastModified));
        }

        await JsonAnswer.WriteAsync(context, new FileListDocument(files, page.Continuation), JsonStyles.Compact.FileListDocument);
    }
}
