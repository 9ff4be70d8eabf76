using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>What a <c>Content-Type</c> says, as the standards read it: without regard to case, and with values quoted or not.</summary>
/// <param name="MediaType">The media type, in lower case.</param>
/// <param name="Charset">The charset as it is written, without quotes; null for none.</param>
/// <param name="Boundary">The boundary of a form's parts; empty for none.</param>
internal sealed record BodyType(string MediaType, string? Charset, string Boundary)
{
    public const string Form = "multipart/form-data";

    private const string BoundaryParameter = "boundary=";

    /// <summary>Whether it is JSON, whatever it is the JSON of.</summary>
    public bool IsJson => MediaType is "application/json" or "text/json" || (MediaType.StartsWith("application/", StringComparison.Ordinal) && MediaType.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>Whether it is a form.</summary>
    public bool IsForm => MediaType == Form;

    /// <summary>Whether it is no text: a picture, sound or model, or simply bytes.</summary>
    public bool IsBinary => !IsJson && !MediaType.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>Whether a text in UTF-8 can be of this type.</summary>
    public bool IsUtf8 => Charset is null || Charsets.IsUtf8(Charset);

    /// <summary>Reads the header; null when there is none, or it is no media type.</summary>
    public static BodyType? Parse(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? new BodyType(
                type.MediaType.ToString().ToLowerInvariant(),
                type.Charset.Length == 0 ? null : HeaderUtilities.RemoveQuotes(type.Charset).Value!.Trim(),
                HeaderUtilities.UnescapeAsQuotedString(type.Boundary).Value ?? "")
            : ParseBareBoundary(contentType);

    /// <summary>Mailers' libraries write boundaries such as <c>----=_Part_0</c> without the quotes that they need.</summary>
    private static BodyType? ParseBareBoundary(string? contentType)
    {
        var parts = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        return parts[0].Equals(Form, StringComparison.OrdinalIgnoreCase)
            && parts.FirstOrDefault(part => part.StartsWith(BoundaryParameter, StringComparison.OrdinalIgnoreCase)) is { } boundary
                ? new BodyType(Form, Charset: null, boundary[BoundaryParameter.Length..].Trim('"'))
                : null;
    }
}
