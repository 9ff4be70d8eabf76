using System.Text;

namespace Connector.Upstream;

/// <summary>The forms in which a key can stand in a text: as it is, encoded for a URL, or in base64, alone or in the midst of more.</summary>
internal static class SecretForms
{
    /// <summary>What a shorter key leaves in base64 is found in ordinary words too.</summary>
    private const int ShortestInBase64 = 8;

    /// <summary>The forms, without what only encloses them.</summary>
    public static IEnumerable<string> Of(string key)
    {
        var escaped = Uri.EscapeDataString(key);
        IEnumerable<string> all =
        [
            key,
            escaped,
            LowerEscapes(escaped),
            .. key.Length < ShortestInBase64 ? [] : Enumerable.Range(0, 3).Select(before => InBase64(key, before)).SelectMany(text => new[] { text, ForUrl(text) }),
        ];
        return all.Distinct(StringComparer.Ordinal);
    }

    /// <summary>The characters that the key alone decides, behind so many bytes of something else: six bits each.</summary>
    private static string InBase64(string key, int before)
    {
        byte[] bytes = [.. new byte[before], .. Encoding.UTF8.GetBytes(key)];
        var (first, end) = (((before * 8) + 5) / 6, bytes.Length * 8 / 6);
        return Convert.ToBase64String(bytes)[first..end];
    }

    private static string ForUrl(string base64) => base64.Replace('+', '-').Replace('/', '_');

    private static string LowerEscapes(string escaped)
    {
        var text = escaped.ToCharArray();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%')
            {
                (text[at + 1], text[at + 2]) = (char.ToLowerInvariant(text[at + 1]), char.ToLowerInvariant(text[at + 2]));
            }
        }

        return new string(text);
    }
}
