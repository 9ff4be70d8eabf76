using Connector.Output;
using Microsoft.Net.Http.Headers;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/files/{path}</c>: a saved file, whole or in ranges.</summary>
internal static class FileEndpoint
{
    /// <summary>What a stored file's path is appended to.</summary>
    public const string Prefix = "api/files";

    public static HttpEndpoint Endpoint { get; } = new("file", [HttpMethods.Get, HttpMethods.Head], Prefix + "/{*path}", HandleAsync);

    /// <summary>Sends a file with its tag; unpublished or foreign content types never come from here.</summary>
    public static async Task SendAsync(HttpContext context, StoredFile file, bool rangeAllowed)
    {
        var content = await file.OpenRead(context.RequestAborted);
        await TypedResults
            .Stream(content, file.Format.ContentType, fileDownloadName: null, file.LastModified, new EntityTagHeaderValue(file.ETag), rangeAllowed)
            .ExecuteAsync(context);
    }

    public static ConnectorException NotFound(string path) =>
        new(404, ErrorCodes.FileNotFound, $"There is no file \"{Input.InputText.Shorten(path)}\".");

    private static async Task HandleAsync(HttpContext context)
    {
        var path = context.Route("path");
        if (path.Length == 0)
        {
            // The route also matches without a path, and a host may prefer it to the list's own.
            await ListFilesEndpoint.HandleAsync(context);
            return;
        }

        var file = await context.Runtime().Sink.FindAsync(path, context.RequestAborted) ?? throw NotFound(path);

        // A path is never used twice, so what it holds never changes.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        await SendAsync(context, file, rangeAllowed: true);
    }
}
