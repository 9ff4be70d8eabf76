using System.Text;
using Connector.Declaration;
using Connector.Input;
using Connector.Input.Files;
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
        InputLimits.ThrowIfTooLarge(request.ContentLength, action);
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

        var spool = new InputSpool();
        try
        {
            await using var limited = InputLimits.Limit(body, action);
            var form = new MultipartReader(boundary, limited) { HeadersCountLimit = MostHeaders };
            var (fields, files) = await ReadPartsAsync(form, action, spool, cancellationToken);
            return FormInputReader.Read(action, fields, files, spool);
        }
        catch (Exception exception)
        {
            await spool.DisposeAsync();
            if (exception is IOException or InvalidDataException)
            {
                throw InvalidForm(exception.Message);
            }

            throw;
        }
    }

    private static async Task<(List<KeyValuePair<string, string>> Fields, List<KeyValuePair<string, SpooledFile>> Files)> ReadPartsAsync(
        MultipartReader form, ConnectorAction action, InputSpool spool, CancellationToken cancellationToken)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var files = new List<KeyValuePair<string, SpooledFile>>();
        while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition || disposition.Name.Length == 0)
            {
                throw InvalidForm("each part must carry a Content-Disposition with a name");
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value!;
            var parameter = action.Parameters.OfType<FileParameter>().FirstOrDefault(known => known.Name == name);
            if (disposition.IsFileDisposition())
            {
                files.Add(new(name, await spool.AddAsync(name, section.Body, parameter?.MaxBytes ?? InputLimits.TextBytes, cancellationToken)));
                continue;
            }

            var (text, file) = parameter is null
                ? (await ReadTextAsync(section.Body, cancellationToken), null)
                : await FileText.ReadAsync(section.Body, parameter, spool, cancellationToken);
            if (file is null)
            {
                fields.Add(new(name, text));
            }
            else
            {
                files.Add(new(name, file));
            }
        }

        return (fields, files);
    }

    private static async Task<string> ReadTextAsync(Stream part, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(part, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static ConnectorException Unsupported(HttpRequest request) => new(
        415,
        ErrorCodes.UnsupportedMediaType,
        $"Send the parameters as application/json or multipart/form-data in UTF-8; received {(request.ContentType is { } type ? $"\"{InputText.Shorten(type)}\"" : "no Content-Type")}.");

    private static ConnectorException InvalidForm(string what) =>
        new(400, ErrorCodes.InvalidForm, $"The body is not a readable form: {what.TrimEnd('.')}.");
}
