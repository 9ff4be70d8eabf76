using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Connector.Blobs;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Runs;

/// <summary>
/// Three instances, one of them with a wrong clock, on a store that is taken away and brought back, is overloaded, slow, cut off, or
/// answers into the void: nothing is paid twice, nothing that was paid is lost, every answer says what is true, and all ends by itself.
/// </summary>
public sealed class StorageRunTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan AllEnded = TimeSpan.FromSeconds(90);

    /// <summary>As blocks, which are committed by a call of their own.</summary>
    private static readonly byte[] Picture = TestPng.Create(512, 512);

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(StorageRun.Seed);
    private readonly ShiftedTime _wrong = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(3) };
    private readonly string _container = $"test-{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _untrue = new();
    private AzuriteServer? _azurite;
    private FaultyStore? _way;
    private CountingUpstream? _upstream;
    private TestConnector[] _instances = [];
    private long _longest;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync(_folder.Path);
        _way = await FaultyStore.StartAsync(_azurite.BlobUrl);
        _upstream = await CountingUpstream.StartAsync(Picture, StorageRun.Seed);
        (string, string)[] settings =
        [
            ("Storage__Kind", "blob"), ("Storage__ConnectionString", _azurite.ConnectionStringThrough(_way.Url)), ("Storage__Container", _container),
        ];
        _instances =
        [
            await TestConnector.StartAsync(_upstream.Upstream, TimeProvider.System, settings),
            await TestConnector.StartAsync(_upstream.Upstream, _wrong, settings),
            await TestConnector.StartAsync(_upstream.Upstream, TimeProvider.System, settings),
        ];
    }

    public async Task DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await _way!.DisposeAsync();
        await _azurite!.DisposeAsync();
        await _upstream!.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_is_paid_twice_or_lost_every_answer_is_true_and_all_ends_by_itself()
    {
        var started = Stopwatch.GetTimestamp();
        var breaking = BreakAsync();
        var calls = Enumerable.Range(0, StorageRun.Calls).Select(CallAsync).ToList();
        var jobs = Enumerable.Range(StorageRun.Calls, StorageRun.Jobs).Select(StartJobAsync).ToList();
        await breaking;
        var back = Stopwatch.GetTimestamp();
        var ends = await Task.WhenAll(calls);
        var ids = await Task.WhenAll(jobs);
        var runs = await EndedAsync(ids);
        var ended = Stopwatch.GetElapsedTime(back);

        output.WriteLine(
            $"{StorageRun.Calls} calls and {StorageRun.Jobs} jobs, seed {StorageRun.Seed}, in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; the store went away {StorageRun.Kills} times, {_way!.Faults} of its calls went wrong; all had ended {ended.TotalSeconds:0} s after it was back");
        output.WriteLine($"generations: {_upstream!.Generations.Count}, most of one: {_upstream.Generations.Values.Max()}; longest answer {TimeSpan.FromTicks(_longest).TotalSeconds:0.0} s");
        output.WriteLine($"calls: {Summary(ends.Select(end => end.Outcome))}");
        output.WriteLine($"jobs: {Summary(runs.Select(run => run.Answer!.Problem?.Code ?? "picture"))}");
        output.WriteLine($"single answers: {string.Join(", ", _answers.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} {one.Key}"))}");

        Assert.Empty(_untrue);
        Assert.All(_upstream.Generations.Values, count => Assert.Equal(1, count));
        Assert.All(ends.Where(end => HasKey(end.Number)), end => Assert.Equal("picture", end.Outcome));
        Assert.All(runs, run => Assert.Null(run.Answer!.Problem));
        foreach (var path in ends.Select(end => end.Path).OfType<string>().Concat(runs.Select(run => run.Answer!.Media!.Files[0].Path)))
        {
            Assert.Equal(Hash(Picture), Hash(await _http.GetByteArrayAsync(new Uri(_instances[0].Http.BaseAddress!, $"api/files/{path}"))));
        }
    }

    private static bool HasKey(int number) => number % 4 != 3;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Summary(IEnumerable<string> outcomes) => string.Join(", ", outcomes.GroupBy(one => one).Select(group => $"{group.Count()} {group.Key}"));

    private static bool Writes(HttpRequest request) => HttpMethods.IsPut(request.Method);

    /// <summary>All that goes wrong, one after another.</summary>
    private async Task BreakAsync()
    {
        Func<HttpRequest, StoreFault>[] faults =
        [
            _ => StoreFault.Overloaded,
            _ => StoreFault.Slow,
            request => Writes(request) && Chance(0.5) ? StoreFault.LostAnswer : StoreFault.None,
            _ => Chance(0.3) ? StoreFault.Cut : StoreFault.None,
        ];
        var hours = 1;
        for (var kill = 0; kill < StorageRun.Kills; kill++)
        {
            foreach (var fault in faults.OrderBy(_ => Chance(0.5)))
            {
                _wrong.Shift = TimeSpan.FromHours(hours = -hours);
                _way!.FaultOf = fault;
                await Task.Delay(StorageRun.Fault, TimeProvider.System);
                _way.FaultOf = _ => StoreFault.None;
                await Task.Delay(StorageRun.Fault / 4, TimeProvider.System);
            }

            _way!.Part();
            await _azurite!.GoAsync();
            await Task.Delay(StorageRun.Fault, TimeProvider.System);
            await _azurite.ComeBackAsync();
            _way.Join();
            await Task.Delay(StorageRun.Fault / 2, TimeProvider.System);
        }
    }

    private bool Chance(double probability)
    {
        lock (_random)
        {
            return _random.NextDouble() < probability;
        }
    }

    /// <summary>A call with a key is repeated, on one instance after another, until it has an end; one without a key has one answer.</summary>
    private async Task<(int Number, string Outcome, string? Path)> CallAsync(int number)
    {
        await Task.Delay(StorageRun.Length * number / StorageRun.Calls, TimeProvider.System);
        for (var instance = number; ; instance++)
        {
            var (status, body, replayed) = await SendAsync(number, instance, isJob: false);
            if (status == HttpStatusCode.OK)
            {
                return (number, "picture", body["path"]!.GetValue<string>());
            }

            // One that cost nothing leaves its key free for another try.
            if (!HasKey(number) || (replayed && body["may_have_been_charged"]!.GetValue<bool>()))
            {
                return (number, $"{body["code"]} {body["may_have_been_charged"]}", null);
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System);
        }
    }

    /// <summary>Begins a job, and looks at it no more.</summary>
    private async Task<string> StartJobAsync(int number)
    {
        await Task.Delay(StorageRun.Length * (number - StorageRun.Calls) / StorageRun.Jobs, TimeProvider.System);
        for (var instance = number; ; instance++)
        {
            if (await SendAsync(number, instance, isJob: true) is (HttpStatusCode.Accepted or HttpStatusCode.OK, _, _))
            {
                return RunKey.Of($"{number}");
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System);
        }
    }

    private async Task<(HttpStatusCode Status, JsonNode Body, bool Replayed)> SendAsync(int number, int instance, bool isJob)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_instances[instance % _instances.Length].Http.BaseAddress!, TestConnector.TextToImage))
        {
            Content = new StringContent($$"""{"prompt": "picture-{{number}}"}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        if (isJob || HasKey(number))
        {
            request.Headers.Add("Idempotency-Key", $"{number}");
        }

        if (isJob)
        {
            request.Headers.Add("Prefer", "respond-async");
        }

        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        InterlockedMax(ref _longest, Stopwatch.GetElapsedTime(started).Ticks);
        Judge(number, response, body);
        return (response.StatusCode, body, response.Headers.Contains("Idempotent-Replayed"));
    }

    /// <summary>Whether an answer is one of those that tell what is so.</summary>
    private void Judge(int number, HttpResponseMessage response, JsonNode body)
    {
        var (code, charged) = (body["code"]?.GetValue<string>(), body["may_have_been_charged"]?.GetValue<bool>());
        _answers.AddOrUpdate(code is null ? $"{(int)response.StatusCode}" : $"{(int)response.StatusCode} {code} {charged}", 1, (_, count) => count + 1);
        var isFine = response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted => true,
            HttpStatusCode.ServiceUnavailable when code == "storage_unavailable" => charged is not null && response.Headers.RetryAfter is not null,
            HttpStatusCode.ServiceUnavailable => code == "run_in_progress",
            _ => false,
        };
        if (!isFine || (charged == false && _upstream!.Generations.ContainsKey($"picture-{number}")))
        {
            _untrue.Enqueue($"{number}: {(int)response.StatusCode} {body.ToJsonString()}");
        }
    }

    /// <summary>The runs of the jobs once all have ended, which nobody asks the connector for.</summary>
    private async Task<List<RunRecord>> EndedAsync(IEnumerable<string> ids)
    {
        var store = new BlobRecordStore(
            new BlobContainer(new BlobServiceClient(_azurite!.ConnectionString), _container, TimeProvider.System));
        var records = new RunRecords(store, TimeProvider.System);
        var (started, runs) = (Stopwatch.GetTimestamp(), new List<RunRecord>());
        foreach (var id in ids)
        {
            RunRecord run;
            while ((run = (await records.ReadAsync(id, CancellationToken.None))!.Value.Record).State != RunState.Done)
            {
                Assert.True(Stopwatch.GetElapsedTime(started) < AllEnded, $"{run.State} {run.Owner} after {AllEnded}");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            runs.Add(run);
        }

        return runs;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        long known;
        while ((known = Interlocked.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, known) != known)
        {
            // Somebody else was faster: once more.
        }
    }
}
