using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Api.Http;

/// <summary>Reads an action's input from a request: JSON or a multipart form with the same names.</summary>
internal static class InputReader
{
    /// <summary>Reads an input. Where an earlier one counts, or there is nothing to give, nothing need be sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="action">The action.</param>
    /// <param name="earlier">The earlier input; null for none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ActionInput> ReadAsync(HttpRequest request, ConnectorAction action, EarlierInput? earlier, CancellationToken cancellationToken)
    {
        InputLimits.ThrowIfTooLarge(request.ContentLength, action);
        var filesUrl = request.FilesUrl();
        var input = BodyType.Parse(request.ContentType) switch
        {
            _ when (earlier is not null || action.Parameters.Count == 0) && HasNoBody(request) => await JsonInputReader.ReadAsync(action, new MemoryStream("{}"u8.ToArray()), earlier, cancellationToken),
            { IsJson: true, IsUtf8: true } => await JsonInputReader.ReadAsync(action, request.Body, earlier, cancellationToken),
            { IsForm: true } form => await FormReader.ReadAsync(request.Body, form, action, earlier, cancellationToken),
            _ => throw Unsupported(request, "Send the parameters as application/json or multipart/form-data in UTF-8"),
        };
        (input.FilesUrl, input.Caller) = (filesUrl, request.HttpContext.Caller());
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

        batch.Caller = request.HttpContext.Caller();

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

    private static bool HasNoBody(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || request.ContentLength == 0;

    private static ConnectorException Unsupported(HttpRequest request, string forms) => new(
        415,
        ErrorCodes.UnsupportedMediaType,
        $"{forms}; received {(request.ContentType is { } type ? $"\"{InputText.Shorten(type)}\"" : "no Content-Type")}.");
}
