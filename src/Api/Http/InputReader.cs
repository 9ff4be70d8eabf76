using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;

namespace Connector.Api.Http;

/// <summary>Reads an action's input from a request: JSON or a multipart form with the same names.</summary>
internal static class InputReader
{
    public static async Task<ActionInput> ReadAsync(HttpRequest request, ConnectorAction action, CancellationToken cancellationToken)
    {
        InputLimits.ThrowIfTooLarge(request.ContentLength, action);
        var filesUrl = request.FilesUrl();
        var input = BodyType.Parse(request.ContentType) switch
        {
            { IsJson: true, IsUtf8: true } => await JsonInputReader.ReadAsync(action, request.Body, cancellationToken),
            { IsForm: true } form => await FormReader.ReadAsync(request.Body, form, action, cancellationToken),
            _ => throw Unsupported(request, "Send the parameters as application/json or multipart/form-data in UTF-8"),
        };
        input.FilesUrl = filesUrl;
        return input;
    }

    /// <summary>Reads a batch, which is JSON.</summary>
    public static async Task<BatchInput> ReadBatchAsync(HttpRequest request, Catalog catalog, CancellationToken cancellationToken)
    {
        ThrowIfNotJson(request, "a batch");
        var filesUrl = request.FilesUrl();
        var batch = await BatchInput.ReadAsync(catalog, request.Body, cancellationToken);
        foreach (var input in batch.Inputs)
        {
            input.FilesUrl = filesUrl;
        }

        return batch;
    }

    /// <summary>Refuses a body that does not say it is JSON.</summary>
    /// <exception cref="ConnectorException"><c>unsupported_media_type</c> (415).</exception>
    public static void ThrowIfNotJson(HttpRequest request, string what)
    {
        if (BodyType.Parse(request.ContentType) is not { IsJson: true, IsUtf8: true })
        {
            throw Unsupported(request, $"Send {what} as application/json in UTF-8");
        }
    }

    private static ConnectorException Unsupported(HttpRequest request, string forms) => new(
        415,
        ErrorCodes.UnsupportedMediaType,
        $"{forms}; received {(request.ContentType is { } type ? $"\"{InputText.Shorten(type)}\"" : "no Content-Type")}.");
}
