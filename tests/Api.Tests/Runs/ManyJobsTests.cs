using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Connector.Blobs;
using Connector.Records;
using Connector.Testing;
using Connector.Testing.Hosting;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Runs;

/// <summary>Three processes on one container with more jobs than their key allows for minutes, and callers who wait for theirs beside them.</summary>
public sealed class ManyJobsTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Processes = 3;

    /// <summary>How many jobs <c>tests/jobs-run</c> asks for; 0 when nobody does.</summary>
    private static readonly int LongJobs = int.TryParse(Environment.GetEnvironmentVariable("JOBS_RUN"), CultureInfo.InvariantCulture, out var jobs) ? jobs : 0;

    private static readonly bool IsLong = LongJobs > 0;

    /// <summary>Whether the processes share a folder instead of a container: the emulator of blobs goes through all it has for each call, so that thousands of jobs keep it busy and nobody else.</summary>
    private static readonly bool IsFolder = Environment.GetEnvironmentVariable("JOBS_STORE") == "folder";

    private static readonly int BatchSize = IsLong ? 100 : 40;
    private static readonly int Batches = IsLong ? LongJobs / BatchSize : 3;

    /// <summary>How many calls that somebody waits for come alone, and as many beside the jobs.</summary>
    private static readonly int Calls = IsLong ? 600 : 12;

    /// <summary>How often one of them comes: a third of what the key allows.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(IsLong ? 0.2 : 0.5);

    /// <summary>How often to look at a batch: with thousands of jobs a look is dear to the emulator, which goes through all it has for each listing.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(IsLong ? 2 : 0.2);

    private static readonly string Limit = IsLong ? "150" : "60";

    private static readonly TimeSpan AllEnded = TimeSpan.FromMinutes(IsLong ? 20 : 2);

    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly string _container = $"test-{Guid.NewGuid():N}";
    private readonly List<ServerProcess> _servers = [];
    private int _repeats;
    private int _refusedLooks;
    private int _mostRunning;
    private long _mostMemory;
    private AzuriteServer? _azurite;
    private FaultyStore? _way;
    private CountingUpstream? _upstream;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        _way = await FaultyStore.StartAsync(_azurite.BlobUrl);
        _upstream = await CountingUpstream.StartAsync(TestPng.Create(64, 64), seed: 1);
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));
        await _way!.DisposeAsync();
        await _azurite!.DisposeAsync();
        await _upstream!.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Calls_that_somebody_waits_for_do_not_queue_behind_jobs_a_small_batch_not_behind_a_large_one_and_a_cancelled_batch_draws_nothing_more()
    {
        await StartAsync(Processes, Limit);
        var alone = await CallAllAsync(from: 0);
        var (callsBefore, before) = (_way!.Calls, new Dictionary<string, int>(_way.CallsByKind));
        var started = Stopwatch.GetTimestamp();
        var large = new string[Batches];
        await Parallel.ForAsync(0, Batches, new ParallelOptions { MaxDegreeOfParallelism = Processes }, async (batch, _) =>
            large[batch] = await BeginAsync(batch, $"picture-{batch + 1}0", BatchSize));
        var begun = Stopwatch.GetElapsedTime(started);
        var doomed = await BeginAsync(0, "picture-990", BatchSize);
        var small = await BeginAsync(1, "picture-980", size: 2);
        var beside = await CallAllAsync(from: Calls);
        output.WriteLine($"calls alone: {Latencies(alone)}; beside the jobs: {Latencies(beside)}");
        var leftThen = await QueuedAsync(large);
        var smallThen = await EndedAsync(small);
        var leftAfterSmall = await QueuedAsync(large);

        var stopping = Stopwatch.GetTimestamp();
        using (var cancel = await _http.DeleteAsync(new Uri(_servers[1].Url, $"api/batches/{doomed}")))
        {
            Assert.Equal(HttpStatusCode.NoContent, cancel.StatusCode);
        }

        var cancelled = await EndedAsync(doomed);
        var stop = Stopwatch.GetElapsedTime(stopping);
        var drawnOfDoomed = Drawn("picture-990");
        List<JsonNode> ends = [];
        foreach (var id in large)
        {
            output.WriteLine($"{ends.Count} batches have ended after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; {_way.Calls - callsBefore} calls to the store");
            ends.Add(await EndedAsync(id));
        }

        var jobs = (Batches * BatchSize) + 2;
        output.WriteLine($"{jobs} jobs and {Calls} calls on {Processes} processes, written down in {begun.TotalSeconds:0.0} s with {_repeats} repeats, ended after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        output.WriteLine($"{leftThen} jobs were queued after the calls; looks refused by a busy store: {_refusedLooks}");
        output.WriteLine($"a batch of 2 after {Batches} of {BatchSize}: {leftAfterSmall} jobs were queued when it had ended; cancel of {BatchSize}: ended after {stop.TotalSeconds:0.00} s");
        output.WriteLine($"most memory of a process {_mostMemory} MB; calls to the store for each job, those of the callers and lookers included: {(double)(_way.Calls - callsBefore) / jobs:0.0}");

        foreach (var (kind, calls) in _way.CallsByKind.OrderByDescending(one => one.Value))
        {
            output.WriteLine($"{kind,-28} {(double)(calls - before.GetValueOrDefault(kind)) / jobs:0.00} for each job");
        }

        Assert.True(leftThen > 0 && leftAfterSmall > 0, $"{leftThen} and {leftAfterSmall} jobs were left: too few to tell.");
        Assert.InRange(_mostRunning, 1, Processes * 8);
        Assert.Equal((2, 0), (Count(smallThen, "succeeded"), Count(smallThen, "failed")));
        Assert.Equal(BatchSize, Count(cancelled, "ended"));
        Assert.InRange(Count(cancelled, "failed"), 1, BatchSize);
        Assert.All(ends, end => Assert.Equal(BatchSize, Count(end, "succeeded")));
        Assert.All(_upstream!.Generations.Values, count => Assert.Equal(1, count));
        Assert.Equal(drawnOfDoomed, Drawn("picture-990"));
    }

    [Fact]
    public async Task Jobs_that_a_killed_process_held_run_on_others()
    {
        const int Jobs = 6;
        await StartAsync(1, limit: "1");
        var batch = await BeginAsync(0, "picture-10", Jobs);
        while (Count(await LookAsync(batch), "running") < Jobs - 1)
        {
            await Task.Yield();
        }

        await _servers[0].DisposeAsync();
        _servers.Clear();
        var killed = Stopwatch.GetTimestamp();
        if (!IsLong)
        {
            await RunLeases.EndAsync(new BlobRecordStore(new BlobContainer(new BlobServiceClient(_azurite!.ConnectionString), _container, TimeProvider.System)));
        }

        await StartAsync(2, limit: "0");
        var end = await EndedAsync(batch);
        output.WriteLine($"{Jobs} jobs of a killed process: {Count(end, "succeeded")} pictures, {Count(end, "failed")} interrupted, {Stopwatch.GetElapsedTime(killed).TotalSeconds:0} s after the kill");

        Assert.All(_upstream!.Generations.Values, count => Assert.Equal(1, count));
        Assert.InRange(Count(end, "succeeded"), Jobs - 1, Jobs);
    }

    private static int Count(JsonNode batch, string name) => batch[name]!.GetValue<int>();

    private static string Latencies(IReadOnlyCollection<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return $"p50 {sorted[sorted.Count / 2].TotalMilliseconds:0} ms, p99 {sorted[sorted.Count * 99 / 100].TotalMilliseconds:0} ms";
    }

    private int Drawn(string begin) => _upstream!.Generations.Keys.Count(prompt => prompt.StartsWith(begin, StringComparison.Ordinal));

    private async Task StartAsync(int processes, string limit) => _servers.AddRange(await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => ServerProcess.StartAsync(
        _upstream!.Upstream,
        _temporary.Path,
        [.. StoreSettings, ("Apps__dreamstudio__calls_per_10_seconds", limit)]))));

    private (string Name, string Value)[] StoreSettings => IsFolder
        ? [("Storage__Root", Path.Combine(_temporary.Path, "files"))]
        : [
            ("Storage__Kind", "blob"),
            ("Storage__ConnectionString", _azurite!.ConnectionStringThrough(_way!.Url)),
            ("Storage__Container", _container),
        ];

    /// <summary>Begins a batch and returns its id. A store that has too much to do is asked again: the key makes it the same batch.</summary>
    private async Task<string> BeginAsync(int process, string prompts, int size)
    {
        var inputs = string.Join(", ", Enumerable.Range(0, size).Select(index => $$"""{"prompt": "{{prompts}}{{index + 1000}}"}"""));
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_servers[process % _servers.Count].Url, "api/batches"))
            {
                Content = new StringContent($$"""{"action": "dreamstudio-text-to-image", "inputs": [{{inputs}}]}""", Encoding.UTF8, "application/json"),
                Headers = { { "Idempotency-Key", prompts } },
            };
            using var response = await _http.SendAsync(request);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return body["batch_id"]?.GetValue<string>() ?? throw new InvalidOperationException(body.ToJsonString());
            }

            Interlocked.Increment(ref _repeats);
        }
    }

    /// <summary>Looks at a batch, again when the store has too much to do to tell.</summary>
    private async Task<JsonNode> LookAsync(string batch)
    {
        while (true)
        {
            using var response = await _http.GetAsync(new Uri(_servers[0].Url, $"api/batches/{batch}"));
            var body = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
            {
                var seen = JsonNode.Parse(body)!;
                _mostRunning = Math.Max(_mostRunning, Count(seen, "running"));
                _mostMemory = Math.Max(_mostMemory, _servers.Max(server => server.Memory));
                return seen;
            }

            Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, body);
            _refusedLooks++;
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeProvider.System);
        }
    }

    private async Task<int> QueuedAsync(IEnumerable<string> batches)
    {
        var queued = 0;
        foreach (var batch in batches)
        {
            queued += Count(await LookAsync(batch), "queued");
        }

        return queued;
    }

    private async Task<JsonNode> EndedAsync(string batch)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await LookAsync(batch);
            if (seen["status"]!.GetValue<string>() == "ended")
            {
                return seen;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < AllEnded, seen.ToJsonString());
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>Calls one after another at a steady beat, however long each takes, and tells how long each took.</summary>
    private async Task<IReadOnlyCollection<TimeSpan>> CallAllAsync(int from)
    {
        var times = new ConcurrentBag<TimeSpan>();
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(async call =>
        {
            await Task.Delay(Beat * call, TimeProvider.System);
            var started = Stopwatch.GetTimestamp();
            using var body = new StringContent($$"""{"prompt": "picture-0{{from + call}}"}""", Encoding.UTF8, "application/json");
            using var response = await _http.PostAsync(new Uri(_servers[call % Processes].Url, TestConnector.TextToImage), body);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            times.Add(Stopwatch.GetElapsedTime(started));
        }));
        return times;
    }
}
