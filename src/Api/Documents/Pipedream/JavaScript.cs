using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Api.Documents.Pipedream;

/// <summary>Writes JavaScript as Pipedream's ESLint configuration wants it: an item a line, double quotes, trailing commas.</summary>
internal static class JavaScript
{
    /// <summary>A string.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                < ' ' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    /// <summary>A number.</summary>
    public static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A regular expression, of what both languages know alike.</summary>
    public static string Pattern(Regex pattern) =>
        $"/{pattern.ToString().Replace("/", "\\/", StringComparison.Ordinal)}/{(pattern.Options.HasFlag(RegexOptions.IgnoreCase) ? "i" : "")}";

    /// <summary>A flag.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    /// <summary>An array of written items.</summary>
    public static string Array(IEnumerable<string> items) => $"[\n{Lines(items)}]";

    /// <summary>An object of written members.</summary>
    public static string Object(params IEnumerable<string> members) => Lines(members) is { Length: > 0 } lines ? $"{{\n{lines}}}" : "{}";

    /// <summary>Moves written code one step to the right, but for its first line. No text holds a line break.</summary>
    public static string Indent(string code) => code.Replace("\n", "\n  ", StringComparison.Ordinal);

    private static string Lines(IEnumerable<string> items) => string.Concat(items.Select(item => $"  {Indent(item)},\n"));
}
