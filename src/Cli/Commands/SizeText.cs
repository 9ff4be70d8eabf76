using System.Globalization;

namespace Connector.Cli.Commands;

/// <summary>Lengths of files in words.</summary>
internal static class SizeText
{
    /// <summary>The length in the unit that reads best.</summary>
    /// <param name="bytes">The length.</param>
    public static string Of(long bytes) => bytes switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
