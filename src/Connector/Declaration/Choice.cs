using System.Collections.Frozen;

namespace Connector.Declaration;

/// <summary>One fixed value of a dropdown.</summary>
/// <param name="Value">What is sent upstream.</param>
/// <param name="Label">What people see.</param>
public sealed record Choice(string Value, string Label)
{
    /// <summary>Words that people do not write as a value does.</summary>
    private static readonly FrozenDictionary<string, string> Spellings =
        new[] { "3D", "JPEG", "JSON", "MP3", "PNG", "WAV", "WebP" }.ToFrozenDictionary(word => word, StringComparer.OrdinalIgnoreCase);

    /// <summary>A choice whose label is its value with spaces for dashes and underscores, beginning with a capital, as people spell its words.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Choice(string value) => FromString(value);

    /// <summary>The same as the conversion from a string.</summary>
    /// <param name="value">The value.</param>
    public static Choice FromString(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        var words = string.Join(' ', value.Split('-', '_').Select(word => Spellings.GetValueOrDefault(word, word)));
        return new Choice(value, char.ToUpperInvariant(words[0]) + words[1..]);
    }
}
