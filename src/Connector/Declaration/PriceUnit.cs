namespace Connector.Declaration;

/// <summary>The unit in which an app's operator says what a file costs, for an app whose prices nobody documents once for all.</summary>
/// <param name="Words">The unit in words, for example <c>US dollars</c>.</param>
/// <param name="Credits">How many credits one of it is; a credit is 0.01 US dollars.</param>
public sealed record PriceUnit(string Words, decimal Credits)
{
    /// <summary>US dollars.</summary>
    public static PriceUnit Dollars { get; } = new("US dollars", Credits: 100);
}
