using System.Globalization;

namespace Connector.Wire.Growth;

/// <summary>What of the growth to measure.</summary>
/// <param name="Connections">How many callers ask at once, one row of the table each.</param>
/// <param name="Sizes">How many files and runs are stored, one column of the table each.</param>
/// <param name="Days">The days that they are spread over.</param>
/// <param name="Seconds">How long a load lasts, and the one before it.</param>
/// <param name="Folder">Where stores are made: a million of each takes 17 GB and four million files, which memory seldom has.</param>
/// <param name="Pictures">Where the pictures of the loads are written.</param>
/// <param name="Keeps">Whether filled stores stay for the next run.</param>
internal sealed record GrowthChoice(
    IReadOnlyList<int> Connections, IReadOnlyList<int> Sizes, int Days, int Seconds, string Folder, string Pictures, bool Keeps)
{
    /// <summary>Reads <c>[--connections 1,10,100,1000] [--sizes 0,10000,1000000] [--days 250] [--seconds 5] [--folder /tmp] [--pictures /dev/shm] [--keep]</c>.</summary>
    public static GrowthChoice Of(string[] args)
    {
        string Given(string name, string otherwise) => Array.IndexOf(args, $"--{name}") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
        int[] Numbers(string name, string otherwise) =>
            [.. Given(name, otherwise).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        return new GrowthChoice(
            Numbers("connections", "1,10,100,1000"),
            Numbers("sizes", "0,10000,1000000"),
            Numbers("days", "250")[0],
            Numbers("seconds", "5")[0],
            Given("folder", Path.GetTempPath()),
            Given("pictures", "/dev/shm"),
            args.Contains("--keep", StringComparer.Ordinal));
    }
}
