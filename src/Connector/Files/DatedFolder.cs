using System.Globalization;

namespace Connector.Files;

/// <summary>A folder of a store, and the days that its path leaves open: <c>{action}/{yyyy}/{MM}/{dd}</c>, or any other.</summary>
/// <param name="Path">Its path; empty for the whole store.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Parts">How much of a date the path has: 1 for a year, 3 for a day.</param>
internal sealed record DatedFolder(string Path, DateOnly First, DateOnly Last, int Parts)
{
    private static readonly string[] Formats = ["yyyy", "yyyyMM", "yyyyMMdd"];

    /// <summary>The whole store.</summary>
    public static DatedFolder Root { get; } = new("", DateOnly.MinValue, DateOnly.MaxValue, Parts: 0);

    /// <summary>Whether its path tells a day.</summary>
    public bool IsDay => Parts == Formats.Length;

    /// <summary>A folder in this one. One that is no part of a date leaves as much open as this.</summary>
    public DatedFolder Below(string path)
    {
        if (MediaPath.HoldsCallers(path))
        {
            // A caller's name may look like a year.
            return this with { Path = path };
        }

        var digits = (Parts == 0 ? "" : First.ToString(Formats[Parts - 1], CultureInfo.InvariantCulture)) + path[(path.LastIndexOf('/') + 1)..];
        if (Parts == Formats.Length || !DateOnly.TryParseExact(digits, Formats[Parts], CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
        {
            return this with { Path = path };
        }

        var next = Parts switch { 0 => first.Year == 9999 ? Last : first.AddYears(1).AddDays(-1), 1 => (first.Year, first.Month) == (9999, 12) ? Last : first.AddMonths(1).AddDays(-1), _ => first };
        return new DatedFolder(path, first, next, Parts + 1);
    }

    /// <summary>The day of a file in it: that of its path, or of its time where the path leaves that open.</summary>
    public DateOnly DayOf(StoredFile file)
    {
        var day = DateOnly.FromDateTime(file.LastModified.UtcDateTime);
        return day < First ? First : day > Last ? Last : day;
    }
}
