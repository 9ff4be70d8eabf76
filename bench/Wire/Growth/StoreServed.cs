using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Connector.Wire.Growth;

/// <summary>A whole server on a store.</summary>
/// <param name="connector">The server.</param>
/// <param name="body">What a call sends.</param>
internal sealed class StoreServed(Contender connector, RequestBody body)
{
    private const int Times = 30;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(20);

    /// <summary>Measures it; each figure with its name.</summary>
    public async Task<IReadOnlyList<(string Name, string Figure)>> MeasureAsync(FilledStore store)
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        await using var server = await connector.StartAsync(FixedUpstream.Url(FixedAnswer.SmallPicture), store.Folder);
        await CallAsync(http, server);
        var first = watch.Elapsed;

        // What a start begins, the sweep and the search for jobs, goes on behind the first answers.
        for (var before = TimeSpan.Zero; server.Cpu() is var now && now - before > Still; before = now)
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        var (begun, beginning) = (server.Cpu(), server.PeakMegabytes());
        var call = await RepeatAsync(server, () => CallAsync(http, server));
        var page = await RepeatAsync(server, () => http.GetByteArrayAsync(new Uri($"{server.Url}/api/files")));
        return
        [
            ("start to first picture, ms", Figure($"{first.TotalMilliseconds:#,0}")),
            ("CPU until all is still, ms", Figure($"{begun.TotalMilliseconds:#,0}")),
            ("peak until then, MB", Figure($"{beginning:#,0}")),
            ("a call, ms and CPU ms", call),
            ("`GET /api/files`, ms and CPU ms", page),
            ("peak after them, MB", Figure($"{server.PeakMegabytes():#,0}")),
        ];
    }

    private static string Figure(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> RepeatAsync(Server server, Func<Task> act)
    {
        await act();
        var (cpu, times) = (server.Cpu(), new List<double>());
        for (var time = 0; time < Times; time++)
        {
            var one = Stopwatch.StartNew();
            await act();
            times.Add(one.Elapsed.TotalMilliseconds);
        }

        return Figure($"{Comparison.Median(times, time => time):#,0.0} · {(server.Cpu() - cpu).TotalMilliseconds / Times:#,0.0}");
    }

    private async Task CallAsync(HttpClient http, Server server)
    {
        using var content = new StringContent(await File.ReadAllTextAsync(body.File), Encoding.UTF8, body.Type);
        using var answer = await http.PostAsync(new Uri(server.Url + Scenarios.Core), content);
        answer.EnsureSuccessStatusCode();
    }
}
