using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Runs;

/// <summary>A server with a local store that is killed again and again, at random moments of synchronous runs and jobs.</summary>
public sealed class KilledServerTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>How many runs begin between two kills.</summary>
    private const int RunsPerKill = 8;

    private static readonly int Kills = KillRun.IsLong ? 25 : 3;

    private static readonly byte[] Picture = TestPng.Create(1024, 1024);
    private static readonly byte[] Input = TestPng.CreatePlain(1024, 1024);

    private readonly LocalRunStore _store = new();
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private readonly Random _random = new(KillRun.Seed);
    private ServerProcess? _server;

    public void Dispose()
    {
        _http.Dispose();
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Every_file_is_whole_every_job_ends_nothing_is_drawn_twice_and_a_sweep_leaves_nothing_behind()
    {
        await using var upstream = await CountingUpstream.StartAsync(Picture, KillRun.Seed);
        _server = await StartAsync(upstream);
        var runs = new List<Task<(int Number, string Outcome, string? Path, string? Hash)>>();
        for (var kill = 0; kill < Kills; kill++)
        {
            runs.AddRange(Enumerable.Range(runs.Count, RunsPerKill).Select(RunAsync));
            await KillRun.MomentAsync(upstream, _random);
            await _server.DisposeAsync();
            if (!KillRun.IsLong)
            {
                await RunLeases.EndAsync(_store.Records);
            }

            _server = await StartAsync(upstream);
        }

        var ends = await Task.WhenAll(runs);

        Assert.All(upstream.Generations.Values, count => Assert.Equal(1, count));
        Assert.All(ends, end => Assert.Contains(end.Outcome, new[] { "picture", "run_interrupted", "broken off" }));
        Assert.All(ends, end => Assert.True(end.Outcome != "broken off" || IsAbandoned(end.Number)));
        await EndedAsync();
        var pictures = Pictures();
        foreach (var (_, _, path, hash) in ends.Where(end => end.Path is not null))
        {
            Assert.Contains(path, pictures);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), hash);
        }

        Assert.All(pictures, path => Assert.Equal(Picture, File.ReadAllBytes(Path.Combine(_store.Folder.Path, path))));
        Assert.Equal(pictures, await ListedAsync());
        var left = Left();
        foreach (var path in _store.Folder.Files.Where(IsHidden))
        {
            using var answer = await _http.GetAsync(new Uri(_server.Url, $"api/files/{path}"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        output.WriteLine(
            $"{runs.Count} runs, {Kills} kills, seed {KillRun.Seed}: {upstream.Generations.Count} generations, none twice; {string.Join(", ", ends.GroupBy(end => end.Outcome).Select(group => $"{group.Count()} {group.Key}"))}; {pictures.Count} files, all whole, {pictures.Count - ends.Count(end => end.Path is not null)} of them without a receipt; left for the sweep: {left.Count(path => path.EndsWith(".partial", StringComparison.Ordinal))} partial files, {left.Count(path => path.EndsWith(".input", StringComparison.Ordinal))} inputs of requests, {left.Count(path => path.EndsWith(".png", StringComparison.Ordinal))} inputs of jobs");

        await _server.DisposeAsync();
        left.ForEach(path => File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3)));
        await using var sweeping = await StartAsync(upstream);
        await UntilAsync(() => Task.FromResult(Left().Count == 0));
        Assert.Equal(pictures, Pictures());
    }

    /// <summary>Every fourth run has no key: its caller cannot repeat it.</summary>
    private static bool IsAbandoned(int number) => number % 4 == 3;

    private static bool IsJob(int number) => number % 4 < 2;

    private static bool IsHidden(string path) => path.Split('/').Any(segment => segment.StartsWith('.'));

    private static HttpRequestMessage Request(Uri server, int number)
    {
        HttpRequestMessage request;
        if (number % 4 == 1)
        {
            request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "api/actions/stability-generate-ultra"))
            {
                Content = new MultipartFormDataContent { { new StringContent($"picture-{number}"), "prompt" }, { new ByteArrayContent(Input), "image", "a.png" }, { new StringContent("0.5"), "strength" } },
            };
        }
        else
        {
            request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, TestConnector.TextToImage))
            {
                Content = new StringContent($$"""{"prompt": "picture-{{number}}"}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
            };
        }

        if (!IsAbandoned(number))
        {
            request.Headers.Add("Idempotency-Key", $"{number}");
        }

        if (IsJob(number))
        {
            request.Headers.Add("Prefer", "respond-async");
        }

        return request;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }

    private Task<ServerProcess> StartAsync(CountingUpstream upstream) => ServerProcess.StartAsync(upstream.Upstream, _temporary.Path, _store.Settings);

    /// <summary>One run from its request to its end, over as many servers as it takes.</summary>
    private async Task<(int Number, string Outcome, string? Path, string? Hash)> RunAsync(int number)
    {
        Uri? job = null;
        while (true)
        {
            try
            {
                using var request = job is null ? Request(_server!.Url, number) : new HttpRequestMessage(HttpMethod.Get, new Uri(_server!.Url, job.AbsolutePath));
                using var response = await _http.SendAsync(request);
                var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                if (response.StatusCode != HttpStatusCode.Accepted)
                {
                    return (number, body["code"]?.GetValue<string>() ?? "picture", body["path"]?.GetValue<string>(), body["files"]?[0]?["sha256"]?.GetValue<string>());
                }

                job = response.Headers.Location;
            }
            catch (HttpRequestException broken) when (IsAbandoned(number) && broken.HttpRequestError != HttpRequestError.ConnectionError)
            {
                return (number, "broken off", null, null);
            }
            catch (HttpRequestException)
            {
                // The server is down: the call is repeated.
            }

            await KillRun.PauseAsync(Random.Shared, TimeSpan.FromSeconds(0.3));
        }
    }

    /// <summary>Until the last job has been tidied up after.</summary>
    private Task EndedAsync() => UntilAsync(async () =>
    {
        await foreach (var _ in _store.Records.ListAsync("queue", CancellationToken.None))
        {
            return false;
        }

        return true;
    });

    /// <summary>The pictures that anybody can see.</summary>
    private List<string> Pictures() =>
        [.. _store.Folder.Files.Where(path => !IsHidden(path) && !path.StartsWith("job-inputs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private async Task<List<string>> ListedAsync()
    {
        var (paths, continuation) = (new List<string>(), "");
        do
        {
            var page = JsonNode.Parse(await _http.GetStringAsync(new Uri(_server!.Url, $"api/files{continuation}")))!;
            paths.AddRange(page["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()));
            continuation = page["continuation"]?.GetValue<string>() is { } next ? $"?continuation={Uri.EscapeDataString(next)}" : "";
        }
        while (continuation.Length > 0);
        return [.. paths.Where(path => !path.StartsWith("job-inputs/", StringComparison.Ordinal))];
    }

    /// <summary>What killed servers left that is of no use to anybody.</summary>
    private List<string> Left() =>
    [
        .. _store.Folder.Files.Where(path => path.EndsWith(".partial", StringComparison.Ordinal) || path.StartsWith("job-inputs/", StringComparison.Ordinal)).Select(path => Path.Combine(_store.Folder.Path, path)),
        .. _temporary.Files.Where(path => path.EndsWith(".input", StringComparison.Ordinal)).Select(path => Path.Combine(_temporary.Path, path)),
    ];
}
