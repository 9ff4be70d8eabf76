using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Runs;

/// <summary>
/// Three processes on one container, and callers who repeat each call and send it elsewhere when it breaks off, as low-code hosts
/// do: no key is drawn twice, and all who share one get the same answer.
/// </summary>
public sealed class DuplicateRequestTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IAsyncLifetime, IDisposable
{
    private const int Repeats = 20;
    private const int Processes = 3;

    private static readonly int Keys = KillRun.IsLong ? 50 : 10;
    private static readonly int Kills = KillRun.IsLong ? 30 : 3;

    /// <summary>How long it takes until every key has come once; its repeats come soon after.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(KillRun.IsLong ? 40 : 3);

    private readonly BlobRunStore _store = new(azurite);
    private readonly TemporaryFolder _temporary = new();
    private readonly ServerProcess[] _servers = new ServerProcess[Processes];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private readonly Random _random = new(KillRun.Seed);
    private CountingUpstream? _upstream;

    public async Task InitializeAsync()
    {
        _upstream = await CountingUpstream.StartAsync(TestPng.Create(64, 64), KillRun.Seed);
        await StartAllAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _upstream!.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Of_many_requests_for_each_key_one_is_drawn_and_all_get_its_answer()
    {
        var answers = await CallAllAsync(TimeSpan.Zero);

        Assert.All(answers.Values, answer => Assert.StartsWith("200 ", Assert.Single(answer.Distinct()), StringComparison.Ordinal));
        Assert.Equal((Keys, Keys), (answers.Count, _upstream!.Generations.Count));
        Assert.All(_upstream.Generations.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task However_often_processes_are_killed_no_key_is_drawn_twice_and_all_get_the_same_answer()
    {
        var killing = KillAsync();
        var answers = await CallAllAsync(Begin);
        await killing;

        Assert.All(answers.Values, answer => Assert.Single(answer.Distinct()));
        var ends = answers.Values.Select(answer => answer[0]).ToLookup(answer => answer[..3]);
        Assert.All(ends["502"], problem => Assert.Contains("run_interrupted", problem, StringComparison.Ordinal));
        Assert.Equal(Keys, ends["200"].Count() + ends["502"].Count());
        Assert.All(_upstream!.Generations.Values, count => Assert.Equal(1, count));
        output.WriteLine(
            $"{Keys * Repeats} requests for {Keys} keys, {Kills} kills of {Processes} processes, seed {KillRun.Seed}: {_upstream.Generations.Count} generations, none twice; {ends["200"].Count()} keys ended with a picture, {ends["502"].Count()} interrupted");
    }

    /// <summary>The answers to every request, by key.</summary>
    private async Task<Dictionary<int, List<string>>> CallAllAsync(TimeSpan begin)
    {
        var answers = new ConcurrentBag<(int Key, string Answer)>();
        var calls = from key in Enumerable.Range(0, Keys)
                    from repeat in Enumerable.Range(0, Repeats)
                    let moment = begin * ((key + (_random.NextDouble() * 5)) / Keys)
                    orderby _random.Next()
                    select CallAsync(key, moment);
        await Task.WhenAll(calls.ToList());
        return answers.GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Select(one => one.Answer).ToList());

        async Task CallAsync(int key, TimeSpan moment)
        {
            await Task.Delay(moment, TimeProvider.System);
            answers.Add((key, await AnswerAsync(key)));
        }
    }

    /// <summary>
    /// Repeats the call until it is answered. A 429 costs nothing and says when to come again: what killed processes may have sent counts
    /// against the limit until it has left the window. The answer without the links, which are signed anew for each caller.</summary>
    private async Task<string> AnswerAsync(int key)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_servers[Random.Shared.Next(Processes)].Url, TestConnector.TextToImage))
            {
                Content = new StringContent($$"""{"prompt": "picture-{{key}}"}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
                Headers = { { "Idempotency-Key", $"{key}" } },
            };
            try
            {
                using var response = await _http.SendAsync(request);
                var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                {
                    return $"{(int)response.StatusCode} {body["path"]} {body["files"]?[0]?["sha256"]} {body["request_id"]} {body["code"]} {body["may_have_been_charged"]}";
                }
            }
            catch (HttpRequestException)
            {
                await KillRun.PauseAsync(Random.Shared, TimeSpan.FromSeconds(0.2));
            }
        }
    }

    private async Task KillAsync()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillRun.MomentAsync(_upstream!, _random);
            var victim = _random.Next(Processes);
            await _servers[victim].DisposeAsync();
            _servers[victim] = await StartAsync();
        }

        if (!KillRun.IsLong)
        {
            await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));
            await RunLeases.EndAsync(_store.Records);
            await StartAllAsync();
        }
    }

    private async Task StartAllAsync() => (await Task.WhenAll(_servers.Select(_ => StartAsync()))).CopyTo(_servers, 0);

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(_upstream!.Upstream, _temporary.Path, _store.Settings);
}
