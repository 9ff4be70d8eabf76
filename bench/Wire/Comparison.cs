using System.Globalization;
using System.Text;

namespace Connector.Wire;

/// <summary>Lets the contenders of a scenario take turns, and tells their medians and how they compare as Markdown.</summary>
internal static class Comparison
{
    /// <summary>Runs it.</summary>
    public static async Task<string> RunAsync(Scenario scenario, WireChoice choice, string folder)
    {
        var loads = scenario.Entries.ToDictionary(entry => entry.Contender.Name, _ => new List<Load>(), StringComparer.Ordinal);
        for (var round = 0; round < choice.Rounds; round++)
        {
            foreach (var entry in scenario.Entries)
            {
                loads[entry.Contender.Name].Add(await TakeTurnAsync(scenario, entry, choice, folder));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, round {round + 1}, {entry.Contender.Name}: {loads[entry.Contender.Name][^1]}"));
            }
        }

        var first = loads[scenario.Entries[0].Contender.Name];
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             ### {scenario.Name}, {scenario.Connections} {(scenario.Connections == 1 ? "connection" : "connections")}
             | | requests/s | of the first | p50 ms | p99 ms | CPU ms | kB allocated | peak MB | failed |
             | --- | --- | --- | --- | --- | --- | --- | --- | --- |

             """));
        foreach (var (name, turns) in loads)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {Median(turns, one => one.PerSecond):F0} ({turns.Min(one => one.PerSecond):F0}–{turns.Max(one => one.PerSecond):F0}) | {Median(turns.Zip(first), pair => pair.First.PerSecond / pair.Second.PerSecond):F2} | {Median(turns, one => one.P50):F1} | {Median(turns, one => one.P99):F1} | {Median(turns, one => one.Cpu):F2} | {Allocated(turns)} | {Median(turns, one => one.PeakMegabytes):F0} | {turns.Sum(one => one.Failed)} |");
        }

        return text.ToString();
    }

    /// <summary>Nothing for what does not run on .NET.</summary>
    private static string Allocated(List<Load> turns) =>
        turns[0].Allocated is null ? "" : Median(turns, one => one.Allocated ?? 0).ToString("F1", CultureInfo.InvariantCulture);

    private static async Task<Load> TakeTurnAsync(Scenario scenario, Entry entry, WireChoice choice, string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, "turn")).FullName;
        try
        {
            await using var server = await entry.Contender.StartAsync(FixedUpstream.Url(scenario.Answer), own);
            await Load.RunAsync(server, scenario, entry.Path, choice.WarmUp);
            if (scenario.Body is not null)
            {
                DeletePictures(own);
            }

            return await Load.RunAsync(server, scenario, entry.Path, choice.Seconds);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static void DeletePictures(string folder)
    {
        foreach (var picture in Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories))
        {
            File.Delete(picture);
        }
    }

    internal static double Median<T>(IEnumerable<T> items, Func<T, double> figure)
    {
        var sorted = items.Select(figure).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
