namespace Connector.Api.Documents.OpenApi;

/// <summary>The name people see of an answer's property: its words in title case.</summary>
internal static class PropertyTitle
{
    private static readonly Dictionary<string, string> Acronyms = new(StringComparer.Ordinal)
    {
        ["id"] = "ID",
        ["url"] = "URL",
        ["api"] = "API",
        ["sha256"] = "SHA-256",
    };

    public static string Of(string name) => string.Join(
        ' ', name.Split('_').Select(word => Acronyms.TryGetValue(word, out var known) ? known : char.ToUpperInvariant(word[0]) + word[1..]));
}
