using System.Text;
using Connector.Declaration;
using Connector.Input;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Connector.Functions.Http;

/// <summary>Reads an action's input from a request: JSON or a multipart form with the same names.</summary>
internal static class InputReader
{
    private const int LongestBoundary = 100;
    private const int MostHeaders = 8;

    public static Task<ActionInput> ReadAsync(HttpRequest request, ConnectorAction action, CancellationToken cancellationToken)
    {
        InputLimits.ThrowIfTooLarge(request.ContentLength);
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (type.Charset.Length == 0 || type.Encoding is UTF8Encoding)
            ? type.MediaType.Value switch
            {
                var json when "application/json".Equals(json, StringComparison.OrdinalIgnoreCase) =>
                    JsonInputReader.ReadAsync(action, request.Body, cancellationToken),
                var form when "multipart/form-data".Equals(form, StringComparison.OrdinalIgnoreCase) =>
                    ReadFormAsync(request.Body, type, action, cancellationToken),
                _ => throw Unsupported(request),
            }
            : throw Unsupported(request);
    }

    private static async Task<ActionInput> ReadFormAsync(
        Stream body, MediaTypeHeaderValue type, ConnectorAction action, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            throw InvalidForm("its Content-Type must carry the boundary (let the HTTP client set this header)");
        }

        var fields = new List<KeyValuePair<string, string>>();
        try
        {
            await using var limited = InputLimits.Limit(body);
            var reader = new MultipartReader(boundary, limited) { HeadersCountLimit = MostHeaders };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                fields.Add(await ReadFieldAsync(section, cancellationToken));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw InvalidForm(exception.Message);
        }

        return FormInputReader.Read(action, fields);
    }

    private static async Task<KeyValuePair<string, string>> ReadFieldAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (section.GetContentDispositionHeader() is not { } disposition || disposition.Name.Length == 0)
        {
            throw InvalidForm("each part must carry a Content-Disposition with a name");
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value!;
        if (disposition.IsFileDisposition())
        {
            throw InvalidForm($"\"{InputText.Shorten(name)}\" is a file, and no parameter of this action takes one");
        }

        using var text = new StreamReader(section.Body, Encoding.UTF8);
        return KeyValuePair.Create(name, await text.ReadToEndAsync(cancellationToken));
    }

    private static ConnectorException Unsupported(HttpRequest request) => new(
        415,
        ErrorCodes.UnsupportedMediaType,
        $"Send the parameters as application/json or multipart/form-data in UTF-8; received {(request.ContentType is { } type ? $"\"{InputText.Shorten(type)}\"" : "no Content-Type")}.");

    private static ConnectorException InvalidForm(string what) =>
        new(400, ErrorCodes.InvalidForm, $"The body is not a readable form: {what.TrimEnd('.')}.");
}
