using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Values;

/// <summary>Where a caller says a file is; it has not been looked at yet.</summary>
internal sealed partial record FileReference
{
    /// <summary>The longest text that may be a path or an address; a longer one can only be base64.</summary>
    public const int LongestText = 4096;

    /// <summary>Where files of people lie: without an extension, a path of one of these would pass for base64.</summary>
    private static readonly string[] LocalFolders =
        ["/home/", "/Users/", "/root/", "/tmp/", "/var/", "/mnt/", "/media/", "/Volumes/", "/opt/", "/etc/", "/srv/", "/usr/", "/data/"];

    private const int LongestLocal = 512;

    private const string FileScheme = "file:";

    private FileReference()
    {
    }

    /// <summary>A path in the store; null for other kinds.</summary>
    public string? Path { get; private init; }

    /// <summary>An address to fetch from; null for other kinds.</summary>
    public string? Url { get; private init; }

    /// <summary>A place on a machine, which is the caller's unless the store is there; null for other kinds.</summary>
    public string? Local { get; private init; }

    /// <summary>Whether a place is given as a URL.</summary>
    public bool IsFileUrl => Local?.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Base64 text, a data URL's included; null for other kinds.</summary>
    public string? Base64 { get; private init; }

    /// <summary>The text of an SVG drawing or a web page, which is no file that is taken and no path either; null for other kinds.</summary>
    public string? Markup { get; private init; }

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
            && !Encoding.ASCII.GetString(bytes[..length]).Trim().AsSpan().ContainsAnyExceptInRange(' ', '~')
            && ParsePlain(Encoding.ASCII.GetString(bytes[..length]).Trim()) is { Base64: null, Markup: null } reference
                ? reference
                : null;
    }

    private static FileReference ParsePlain(string text) =>
        DataUrl.TryStrip(text, out var base64) ? new() { Base64 = base64 }
        : text.StartsWith('<') ? new() { Markup = text }
        : FileLink.PathIn(text) is { } path ? OfPath(path)
        : IsLocal(text) ? new() { Local = text }
        : Scheme().IsMatch(text) ? new() { Url = text }
        : text.Contains('.', StringComparison.Ordinal) ? OfPath(FileLink.Unescape(text))
        : new() { Base64 = text };

    /// <summary>Whether a text can only be a path of some file system; neither base64 nor a stored path has a dot behind a first slash, or a backslash.</summary>
    private static bool IsLocal(string text) =>
        Drive().IsMatch(text)
        || text.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("~/", StringComparison.Ordinal)
        || (text.Contains('\\', StringComparison.Ordinal) && !Scheme().IsMatch(text))
        || (text.StartsWith('/')
            && (text.Contains('.', StringComparison.Ordinal)
                || (text.Length <= LongestLocal && LocalFolders.Any(folder => text.StartsWith(folder, StringComparison.Ordinal)))));

    /// <summary>A path or address; bytes are not printed.</summary>
    public override string ToString() => Path ?? Url ?? Local ?? "(file)";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^[A-Za-z]:[\\/]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Drive();
}
