using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Runs;

/// <summary>Three processes on one container keep the limit of their key together, with no division configured.</summary>
public sealed class RateShareTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const int Processes = 3;
    private const int CallersOfEach = 8;

    private static readonly Uri Balance = new("api/actions/dreamstudio-get-balance", UriKind.Relative);

    /// <summary><c>tests/rate-run</c> asks for the limit that upstream has, and for minutes.</summary>
    private static readonly int? LongSeconds =
        Environment.GetEnvironmentVariable("RATE_RUN_SECONDS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private readonly BlobRunStore _store = new(azurite);
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    public void Dispose()
    {
        _http.Dispose();
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Three_processes_never_send_more_in_any_ten_seconds_than_the_key_allows_and_each_sends_its_part()
    {
        var limit = LongSeconds is null ? 30 : 150;
        var length = TimeSpan.FromSeconds(LongSeconds ?? 26);
        var arrivals = new ConcurrentQueue<long>();
        await using var upstream = await ScriptedUpstream.StartAsync(context =>
        {
            arrivals.Enqueue(TimeProvider.System.GetTimestamp());
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync("""{"credits": 1}"""u8.ToArray(), context.RequestAborted).AsTask();
        });
        (string, string)[] settings = LongSeconds is null
            ? [.. _store.Settings, ("Apps__dreamstudio__calls_per_10_seconds", $"{limit}")]
            : _store.Settings;
        var servers = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => ServerProcess.StartAsync(upstream, _temporary.Path, settings)));
        var passed = new int[Processes];
        var kinds = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        try
        {
            // The clock of the test decides when to stop; what is in flight then still ends.
            var start = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(from caller in Enumerable.Range(0, Processes * CallersOfEach)
                               select CallAsync(caller % Processes, () => TimeProvider.System.GetElapsedTime(start) < length));
        }
        finally
        {
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        }

        List<long> times = [.. arrivals.Order()];
        var most = times.Select((first, index) => times.Skip(index).TakeWhile(other => TimeProvider.System.GetElapsedTime(first, other) < TimeSpan.FromSeconds(10)).Count()).Max();
        output.WriteLine(
            $"limit {limit}: {times.Count} calls of {Processes} processes ({string.Join(", ", passed)}) in {TimeProvider.System.GetElapsedTime(times[0], times[^1]).TotalSeconds:0} seconds, at most {most} in 10 seconds; answers: {string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}");
        Assert.InRange(most, 1, limit);
        Assert.All(passed, count => Assert.InRange(count, 1, int.MaxValue));
        Assert.Equal(times.Count, passed.Sum());

        async Task CallAsync(int process, Func<bool> goesOn)
        {
            while (goesOn())
            {
                using var body = new StringContent("{}", Encoding.UTF8, "application/json");
                using var response = await _http.PostAsync(new Uri(servers[process].Url, Balance), body);
                kinds.AddOrUpdate($"{(int)response.StatusCode}", 1, (_, count) => count + 1);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref passed[process]);
                }
            }
        }
    }
}
