using Connector.Functions.Http;
using Connector.Input;
using Connector.Json;
using Connector.Output;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Connector.Functions.Endpoints;

/// <summary><c>POST /api/files</c>: stores a file, the body itself or the one file part of a form, for use as an input by its path.</summary>
internal static class StoreFileEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("store-file", [HttpMethods.Post], FileEndpoint.Prefix, HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        var store = context.Runtime().Files;
        FileStore.ThrowIfTooLarge(context.Request.ContentLength);
        var stored = await store.AddAsync(await ContentAsync(context.Request, context.RequestAborted), context.Request.FilesUrl(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = stored.Url.AbsoluteUri;
        await JsonAnswer.WriteAsync(context, stored, JsonStyles.Compact.MediaFile);
    }

    /// <summary>What the content type claims does not count, the bytes tell; but a web page elsewhere cannot send image/* or octet-stream unasked.</summary>
    private static async Task<Stream> ContentAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : new MediaTypeHeaderValue("unknown/unknown");
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return type.Type.Value is "image" or "audio" || type.MediaType == "application/octet-stream"
                ? request.Body
                : throw new ConnectorException(
                    415,
                    ErrorCodes.UnsupportedMediaType,
                    $"Send the file as the body with its image or audio type or application/octet-stream, or as a part of multipart/form-data; received \"{InputText.Shorten(request.ContentType ?? "no Content-Type")}\".");
        }

        try
        {
            var form = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "", request.Body);
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    return section.Body;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            throw new ConnectorException(400, ErrorCodes.InvalidForm, $"The body is not a readable form: {exception.Message}");
        }

        throw new ConnectorException(400, ErrorCodes.InvalidForm, "The form holds no file part.");
    }
}
