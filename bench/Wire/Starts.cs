using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Connector.Wire;

/// <summary>From the start of a process to its first picture, as Markdown.</summary>
internal static class Starts
{
    /// <summary>Measures them in turns.</summary>
    public static async Task<string> RunAsync(Contenders contenders, WireChoice choice, string folder)
    {
        Entry[] entries =
        [
            new(contenders.Plain, "/file"),
            new(contenders.Connector, Scenarios.Core),
            new(contenders.Worker, Scenarios.Core),
            new(contenders.Node, "/file"),
        ];
        var times = entries.ToDictionary(entry => entry.Contender.Name, _ => new List<double>(), StringComparer.Ordinal);
        using var http = new HttpClient();
        for (var round = 0; round <= choice.Rounds; round++)
        {
            foreach (var entry in entries)
            {
                var milliseconds = await StartAsync(http, entry, folder);

                // The first start of each reads the program from the disk.
                if (round > 0)
                {
                    times[entry.Contender.Name].Add(milliseconds);
                }
            }
        }

        var text = new StringBuilder("### Start to first picture\n| | ms | of the first |\n| --- | --- | --- |\n");
        foreach (var (name, turns) in times)
        {
            var ratio = Comparison.Median(turns.Zip(times[entries[0].Contender.Name]), pair => pair.First / pair.Second);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Comparison.Median(turns, one => one):F0} ({turns.Min():F0}–{turns.Max():F0}) | {ratio:F2} |");
        }

        return text.ToString();
    }

    private static async Task<double> StartAsync(HttpClient http, Entry entry, string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, "turn")).FullName;
        try
        {
            var watch = Stopwatch.StartNew();
            await using var server = await entry.Contender.StartAsync(FixedUpstream.Url(FixedAnswer.Picture), own);
            using var body = new StringContent("""{"prompt":"A lighthouse"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(server.Url + entry.Path), body);
            answer.EnsureSuccessStatusCode();
            return watch.Elapsed.TotalMilliseconds;
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }
}
