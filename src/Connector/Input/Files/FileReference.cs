using System.Text.RegularExpressions;

namespace Connector.Input.Files;

/// <summary>Where a caller says a file is; it has not been looked at yet.</summary>
internal sealed partial record FileReference
{
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
    public static FileReference Parse(string text) =>
        DataUrl.TryStrip(text, out var base64) ? new() { Base64 = base64 }
        : Scheme().IsMatch(text) ? new() { Url = text }
        : text.Contains('.', StringComparison.Ordinal) ? new() { Path = text }
        : new() { Base64 = text };

    /// <summary>A path or address; bytes are not printed.</summary>
    public override string ToString() => Path ?? Url ?? "(file)";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scheme();
}
