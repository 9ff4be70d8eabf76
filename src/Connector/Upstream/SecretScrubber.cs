using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connector.Upstream;

/// <summary>Takes keys out of text that upstream returns.</summary>
internal static partial class SecretScrubber
{
    private const string Replacement = "[key]";

    /// <summary>
    /// Removes the key itself, anything shaped like one, and anything masked with asterisks: v1 answers a bad key with
    /// "Incorrect API key provided: sk-nota***********zzzz", its start and end in clear.
    /// </summary>
    public static string Scrub(string text, string? apiKey)
    {
        var clean = apiKey is { Length: > 0 } ? text.Replace(apiKey, Replacement, StringComparison.Ordinal) : text;
        return KeyLike().Replace(clean, Replacement);
    }

    /// <summary>Removes the key itself; what else a good answer holds is the account's own data.</summary>
    public static JsonElement Scrub(JsonElement json, string? apiKey)
    {
        var text = json.GetRawText();
        if (apiKey is not { Length: > 0 } || !text.Contains(apiKey, StringComparison.Ordinal))
        {
            return json.Clone();
        }

        using var clean = JsonDocument.Parse(text.Replace(apiKey, Replacement, StringComparison.Ordinal));
        return clean.RootElement.Clone();
    }

    [GeneratedRegex(@"sk-[A-Za-z0-9_\-*]{4,}|[A-Za-z0-9_\-]*\*{3,}[A-Za-z0-9_\-]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyLike();
}
