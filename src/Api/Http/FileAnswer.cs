using Connector.Failures;
using Connector.Files;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Writes a stored file.</summary>
internal static class FileAnswer
{
    /// <summary>How long what is answered may be kept: a path is never used twice, so what it holds never changes.</summary>
    public const string Unchanging = "private, max-age=31536000, immutable";

    /// <summary>Sends a file with its tag; unpublished or foreign content types never come from here.</summary>
    public static async Task WriteAsync(HttpContext context, StoredFile file, bool rangeAllowed)
    {
        var content = await file.OpenRead(context.RequestAborted);
        await TypedResults
            .Stream(content, file.Format.ContentType, fileDownloadName: null, file.LastModified, new EntityTagHeaderValue(file.ETag), rangeAllowed)
            .ExecuteAsync(context);
    }

    public static ConnectorException NotFound(string path) =>
        new(404, ErrorCodes.FileNotFound, $"There is no file \"{InputText.Shorten(path)}\".");
}
