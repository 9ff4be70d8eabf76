using System.Globalization;

namespace Connector.Files;

/// <summary>
/// Where a file stands among all, newest first: by the day in its path, which folders tell, then by its time, then by its path. A file
/// without a day in its path has that of its time.
/// </summary>
/// <param name="Day">The day.</param>
/// <param name="Time">When it was published.</param>
/// <param name="Path">Its path.</param>
internal sealed record FilePlace(DateOnly Day, DateTimeOffset Time, string Path)
{
    /// <summary>None that a path may have, so that each order's continuations are refused by the other.</summary>
    private const char Separator = ':';

    private const string DayFormat = "yyyyMMdd";

    /// <summary>Newest first.</summary>
    public static Comparer<FilePlace> Order { get; } = Comparer<FilePlace>.Create((one, other) =>
        one.Day != other.Day ? other.Day.CompareTo(one.Day)
        : one.Time != other.Time ? other.Time.CompareTo(one.Time)
        : string.CompareOrdinal(one.Path, other.Path));

    /// <summary>The text that brings what follows.</summary>
    public string ToContinuation() =>
        string.Create(CultureInfo.InvariantCulture, $"{Day.ToString(DayFormat, CultureInfo.InvariantCulture)}{Separator}{Time.UtcTicks}{Separator}{Path}");

    /// <summary>The place that a page ended with; null when no page gave this text.</summary>
    public static FilePlace? FromContinuation(string text) =>
        text.Split(Separator) is [var day, var ticks, var path]
        && DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.UtcTicks
        && MediaPath.IsValid(path)
            ? new FilePlace(date, new DateTimeOffset(time, TimeSpan.Zero), path)
            : null;
}
