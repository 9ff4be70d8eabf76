using System.Text;

namespace Connector.Failures;

/// <summary>Makes text from outside fit for a message.</summary>
public static class InputText
{
    private const int LongestShown = 60;

    /// <summary>The text on one line without control characters, cut to a length that a message can carry.</summary>
    /// <param name="text">Any text.</param>
    public static string Shorten(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (builder.Length >= LongestShown)
            {
                return builder.Append('…').ToString();
            }

            builder.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        }

        return builder.ToString();
    }
}
