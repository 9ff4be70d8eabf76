using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Values;

/// <summary>Where a caller says a file is; it has not been looked at yet.</summary>
internal sealed partial record FileReference
{
    /// <summary>The longest text that may be a path or an address; a longer one can only be base64.</summary>
    public const int LongestText = 4096;

    private FileReference()
    {
    }

    /// <summary>A path in the store; null for other kinds.</summary>
    public string? Path { get; private init; }

    /// <summary>An address to fetch from; null for other kinds.</summary>
    public string? Url { get; private init; }

    /// <summary>Base64 text, a data URL's included; null for other kinds.</summary>
    public string? Base64 { get; private init; }

    /// <summary>A file that came with the request; null for other kinds.</summary>
    public SpooledFile? Upload { get; private init; }

    public static FileReference OfPath(string path) => new() { Path = path };

    public static FileReference OfUpload(SpooledFile file) => new() { Upload = file };

    /// <summary>Tells the kinds of text apart: an address has a scheme, a stored path has an extension, base64 has neither.</summary>
    public static FileReference Parse(string text)
    {
        // Builders leave line breaks and blanks around what they paste together.
        var reference = ParsePlain(text.Trim());
        return reference.Base64 is { } base64 ? InBase64(base64) ?? reference : reference;
    }

    /// <summary>
    /// A path or address in base64, which is what designers of flows make of one: they put base64(…) around whatever is chosen for a
    /// picture's content. No picture is mistaken for one, for its first bytes are no text.
    /// </summary>
    private static FileReference? InBase64(string base64)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        return base64.Length <= LongestText
            && Convert.TryFromBase64String(base64, bytes, out var length)
            && !bytes[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~')
            && ParsePlain(Encoding.ASCII.GetString(bytes[..length])) is { Base64: null } reference
                ? reference
                : null;
    }

    private static FileReference ParsePlain(string text) =>
        DataUrl.TryStrip(text, out var base64) ? new() { Base64 = base64 }
        : Scheme().IsMatch(text) ? new() { Url = text }
        : text.Contains('.', StringComparison.Ordinal) ? new() { Path = text }
        : new() { Base64 = text };

    /// <summary>A path or address; bytes are not printed.</summary>
    public override string ToString() => Path ?? Url ?? "(file)";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scheme();
}
