using System.IO.Compression;
using Connector.Failures;
using Connector.Streams;

namespace Connector.Api.Http;

/// <summary>The <c>Content-Encoding</c> of a request's body, undone before an endpoint reads it: every limit of a reader then counts decoded bytes.</summary>
internal static class ContentCoding
{
    private const string Known = "gzip, deflate, br";

    /// <summary>Puts the decoded body in the place of an encoded one.</summary>
    /// <exception cref="ConnectorException"><c>unsupported_media_type</c> (415) for an encoding that is not read.</exception>
    public static void Undo(HttpContext context)
    {
        var request = context.Request;
        var codings = request.Headers.ContentEncoding.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var given = string.Join(", ", codings.Where(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)));
        if (given.Length == 0)
        {
            return;
        }

        Func<Stream, Stream> decode = given.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => body => new GZipStream(body, CompressionMode.Decompress),
            "br" => body => new BrotliStream(body, CompressionMode.Decompress),
            "deflate" => body => new DeflatedStream(body),
            _ => throw Unknown(context, given),
        };
        var decoded = new DecodedBodyStream(request.Body, decode, given);
        context.Response.RegisterForDispose(decoded);
        request.Body = decoded;

        // Both tell of the body as it was sent.
        request.ContentLength = null;
        request.Headers.Remove("Content-Encoding");
    }

    private static ConnectorException Unknown(HttpContext context, string given)
    {
        context.Response.Headers.AcceptEncoding = Known;
        return new ConnectorException(
            415,
            ErrorCodes.UnsupportedMediaType,
            $"The body comes with Content-Encoding \"{InputText.Shorten(given)}\"; send it plain, or in one of {Known}.");
    }
}
