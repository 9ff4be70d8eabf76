using System.Globalization;

namespace Connector.Declaration;

/// <summary>Puts the limits of a number into words.</summary>
internal static class NumberLimits
{
    internal static string Range(double? min, double? max) => (min, max) switch
    {
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {high}"),
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"at least {low}"),
        (null, { } high) => string.Create(CultureInfo.InvariantCulture, $"at most {high}"),
        _ => "",
    };

    internal static string Describe(double? min, double? max, long? multipleOf, double? defaultValue)
    {
        var words = new List<string>();
        if (Range(min, max) is { Length: > 0 } range)
        {
            words.Add(char.ToUpperInvariant(range[0]) + range[1..] + (multipleOf is null ? "." : $", in steps of {multipleOf}."));
        }

        if (defaultValue is { } value)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"Default {value}."));
        }

        return string.Join(' ', words);
    }
}
