using System.Text;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Streams;
using Connector.Values;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Reads an action's input from a request: JSON or a multipart form with the same names.</summary>
internal static class InputReader
{
    public static Task<ActionInput> ReadAsync(HttpRequest request, ConnectorAction action, CancellationToken cancellationToken)
    {
        InputLimits.ThrowIfTooLarge(request.ContentLength, action);
        return Utf8Type(request) switch
        {
            { } json when IsJson(json) => JsonInputReader.ReadAsync(action, request.Body, cancellationToken),
            { } form when form.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) =>
                ReadFormAsync(request.Body, form, action, cancellationToken),
            _ => throw Unsupported(request, "Send the parameters as application/json or multipart/form-data in UTF-8"),
        };
    }

    /// <summary>Reads a batch, which is JSON.</summary>
    public static Task<BatchInput> ReadBatchAsync(HttpRequest request, Catalog catalog, CancellationToken cancellationToken)
    {
        ThrowIfNotJson(request, "a batch");
        return BatchInput.ReadAsync(catalog, request.Body, cancellationToken);
    }

    /// <summary>Refuses a body that does not say it is JSON.</summary>
    /// <exception cref="ConnectorException"><c>unsupported_media_type</c> (415).</exception>
    public static void ThrowIfNotJson(HttpRequest request, string what)
    {
        if (Utf8Type(request) is not { } type || !IsJson(type))
        {
            throw Unsupported(request, $"Send {what} as application/json in UTF-8");
        }
    }

    /// <summary>The body's type; null when there is none that is read, or in another encoding.</summary>
    private static MediaTypeHeaderValue? Utf8Type(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (type.Charset.Length == 0 || type.Encoding is UTF8Encoding) ? type : null;

    private static bool IsJson(MediaTypeHeaderValue type) => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static async Task<ActionInput> ReadFormAsync(
        Stream body, MediaTypeHeaderValue type, ConnectorAction action, CancellationToken cancellationToken)
    {
        var spool = new InputSpool();
        try
        {
            var fields = new List<KeyValuePair<string, string>>();
            var files = new List<KeyValuePair<string, SpooledFile>>();
            await using var limited = InputLimits.Limit(body, action);
            var characters = 0;
            await foreach (var part in FormParts.ReadAsync(limited, type, cancellationToken))
            {
                var parameter = action.Parameters.OfType<FileParameter>().FirstOrDefault(known => known.Name == part.Name);
                var (text, file) = part.IsFile
                    ? ("", await spool.AddAsync(part.Name, part.Content, parameter?.MaxBytes ?? InputLimits.TextBytes, cancellationToken))
                    : parameter is null ? (await ReadTextAsync(part.Content, cancellationToken), null)
                    : await FileText.ReadAsync(part.Content, parameter, spool, cancellationToken);
                characters += text.Length;
                if (characters > InputLimits.TextBytes)
                {
                    throw ConnectorException.BodyTooLarge(InputLimits.TextBytes);
                }

                if (file is null)
                {
                    fields.Add(new(part.Name, text));
                }
                else
                {
                    files.Add(new(part.Name, file));
                }
            }

            return FormInputReader.Read(action, fields, files, spool);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> ReadTextAsync(Stream part, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedStream(part, InputLimits.TextBytes);
        using var reader = new StreamReader(limited, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static ConnectorException Unsupported(HttpRequest request, string forms) => new(
        415,
        ErrorCodes.UnsupportedMediaType,
        $"{forms}; received {(request.ContentType is { } type ? $"\"{InputText.Shorten(type)}\"" : "no Content-Type")}.");
}
