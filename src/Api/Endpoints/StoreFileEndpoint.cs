using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callers;
using Connector.Failures;
using Connector.Input;
using Connector.Output;
using Connector.Streams;

namespace Connector.Api.Endpoints;

/// <summary><c>POST /api/files</c>: stores a file, the body itself or the one file part of a form, for use as an input by its path.</summary>
internal sealed class StoreFileEndpoint(FileStore store) : IEndpoint
{
    private const string Field = "file";

    public static HttpEndpoint Endpoint { get; } = new("store-file", [HttpMethods.Post], Routes.Files, EndpointType.Of<StoreFileEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Files,
            Summary = "Upload a file",
            Text = $"Stores a file so that actions can take it by its path. The body is the file, with its own content type or as {ApiContent.AnyBytes}, or a form with one file part.",
            Body = new ApiContent(ApiContent.AnyBytes, ApiShape.Bytes),
            Answers = [ApiAnswer.Json<MediaFile>(201, "The file is stored.")],
            Problems = [413, 415, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (request, aborted) = (context.Request, context.RequestAborted);
        OutsideBody.RefuseKey(request.Headers, "Storing a file costs nothing, and each call stores one of its own: leave the header out, and send it with the action.");
        FileStore.ThrowIfTooLarge(request.ContentLength);
        var type = BodyType.Parse(request.ContentType);

        // The file has its own limit; a form's other parts must not go on for ever.
        await using var body = new LimitedStream(request.Body, FileStore.MostBytes + InputLimits.TextBytes);
        var stored = type is { IsForm: true }
            ? await StorePartAsync(body, type, context.Caller(), request.FilesUrl(), aborted)
            : await store.AddAsync(Checked(body, request, type), context.Caller(), request.FilesUrl(), aborted);

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = stored.Url.AbsoluteUri;
        await JsonAnswer.WriteAsync(context, stored, JsonStyles.Compact.MediaFile);
    }

    /// <summary>The first part that is a file: by its name, its type, or by being what the field's name says.</summary>
    private async Task<MediaFile> StorePartAsync(Stream body, BodyType type, Caller caller, Uri filesUrl, CancellationToken cancellationToken)
    {
        await foreach (var part in FormParts.ReadAsync(body, type, cancellationToken))
        {
            if (part.HasFileName || part.Type is { IsBinary: true } || FormFieldName.Plain(part.Name) == Field)
            {
                var first = new byte[1];
                var length = await part.Content.ReadAsync(first, cancellationToken);
                if (length > 0 || part.HasFileName)
                {
                    var file = new ConcatenatedStream(new MemoryStream(first, 0, length), part.Content);
                    return await store.AddAsync(new LastReadStream(file, body), caller, filesUrl, cancellationToken);
                }
            }
        }

        throw new ConnectorException(400, ErrorCodes.InvalidForm, "The form holds no file part.");
    }

    /// <summary>What the content type claims does not count, the bytes tell; but a web page elsewhere cannot send one of these unasked.</summary>
    private static Stream Checked(Stream body, HttpRequest request, BodyType? type) =>
        type?.MediaType is "application/octet-stream" || type?.MediaType.Split('/')[0] is "image" or "audio" or "model"
            ? body
            : throw new ConnectorException(
                415,
                ErrorCodes.UnsupportedMediaType,
                $"Send the file as the body with its image or audio type or application/octet-stream, or as a part of multipart/form-data; received \"{InputText.Shorten(request.ContentType ?? "no Content-Type")}\".");
}
