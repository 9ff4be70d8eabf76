namespace Connector.Values;

/// <summary>The head of a data URL, <c>data:image/png;base64,</c>. What type it claims does not count: the bytes tell.</summary>
internal static class DataUrl
{
    /// <summary>The longest head looked for.</summary>
    public const int LongestHead = 256;

    private const string Scheme = "data:";
    private const string Marker = ";base64,";

    /// <summary>Whether a text is a data URL, in base64 or not.</summary>
    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it says that it holds an SVG drawing.</summary>
    public static bool IsSvg(string text) => text.StartsWith(Scheme + "image/svg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the head off; false for a text that is no base64 data URL.</summary>
    public static bool TryStrip(string text, out string base64)
    {
        var marker = IsOne(text)
            ? text.AsSpan(0, Math.Min(text.Length, LongestHead)).IndexOf(Marker, StringComparison.OrdinalIgnoreCase)
            : -1;
        base64 = marker < 0 ? "" : text[(marker + Marker.Length)..];
        return marker >= 0;
    }
}
