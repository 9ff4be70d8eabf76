using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Connector.Api.Tests.Endpoints;

/// <summary>
/// Many calls to three instances on one folder, against an upstream that fails in every way there is. Alone, because it moves the process's temporary folder: other
/// tests, and other programs, leave files of theirs in the common one.
/// </summary>
[Collection(nameof(FaultRunTests))]
[CollectionDefinition(nameof(FaultRunTests), DisableParallelization = true)]
public sealed class FaultRunTests : IDisposable
{
    /// <summary>What names the temporary folder: TMPDIR on Unix, TMP on Windows.</summary>
    private static readonly string TemporaryVariable = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";

    private const int Callers = 32;

    /// <summary>How many calls; <c>tests/fault-run</c> asks for more.</summary>
    private static readonly int Calls = int.Parse(Environment.GetEnvironmentVariable("FAULT_RUN_CALLS") ?? "300", CultureInfo.InvariantCulture);

    private static readonly byte[] Png = TestPng.Create(64, 64);
    private static readonly byte[] Input = TestPng.CreatePlain(1024, 1024);
    private static readonly byte[] Json = Encoding.UTF8.GetBytes($$"""{"artifacts":[{"base64":"{{Convert.ToBase64String(Png)}}","seed":1,"finishReason":"SUCCESS"}]}""");

    /// <summary>Each fault with how often it comes, in thousands of requests; what is left is answered well.</summary>
    private static readonly (int Weight, string Name, Func<HttpContext, Task> Answer)[] Faults =
    [
        (20, "429, come again in a second", context => RefuseAsync(context, 429, "1")),
        (20, "429, come again now", context => RefuseAsync(context, 429, "0")),
        (60, "500", context => RefuseAsync(context, 500, retryAfter: null)),
        (60, "503", context => RefuseAsync(context, 503, retryAfter: null)),
        (60, "503, come again now", context => RefuseAsync(context, 503, "0")),
        (30, "hangs up", context => CutAsync(context, "image/png", body: default, length: null)),
        (50, "cuts a picture of known length", context => CutAsync(context, "image/png", Png.AsMemory(0, Png.Length / 2), Png.Length)),
        (50, "cuts a chunked picture", context => CutAsync(context, "image/png", Png.AsMemory(0, Png.Length / 2), length: null)),
        (50, "cuts JSON", context => CutAsync(context, "application/json", Json.AsMemory(0, Json.Length / 2), Json.Length)),
        (50, "tells too short a length", context => SendAsync(context, "image/png", Png[..(Png.Length / 2)])),
        (30, "sends nothing", context => SendAsync(context, "image/png", [])),
        (50, "malformed JSON", context => SendAsync(context, "application/json", Json[..(Json.Length / 2)])),
        (20, "a web page", context => SendAsync(context, "text/html", "<html>"u8.ToArray())),
        (5, "stalls before the headers", StallAsync),
        (5, "stalls within the body", async context =>
        {
            await WriteHalfAsync(context);
            await StallAsync(context);
        }),
    ];

    private readonly ITestOutputHelper _output;
    private readonly TemporaryFolder _temporary = new();
    private readonly string? _temporaryBefore = Environment.GetEnvironmentVariable(TemporaryVariable);

    public FaultRunTests(ITestOutputHelper output)
    {
        _output = output;
        Environment.SetEnvironmentVariable(TemporaryVariable, _temporary.Path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(TemporaryVariable, _temporaryBefore);
        _temporary.Dispose();
    }

    [Fact]
    public async Task An_upstream_that_fails_in_every_way_leaves_no_partial_file_no_temporary_data_and_no_unexplained_failure()
    {
        var arrivals = new ConcurrentQueue<long>();
        var faults = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var random = new Random(20261121);
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            arrivals.Enqueue(TimeProvider.System.GetTimestamp());
            var (name, answer) = Draw(random);
            faults.AddOrUpdate(name, 1, (_, count) => count + 1);
            await answer(context);
        });

        var promised = new ConcurrentBag<string>();
        await using (var connector = await TestConnector.StartAsync(upstream, time: null, ("Upstream:TimeoutSeconds", "20"), ("Upstream:QueueSeconds", "15")))
        await using (var second = await connector.StartAnotherAsync())
        await using (var third = await connector.StartAnotherAsync())
        {
            TestConnector[] instances = [connector, second, third];
            var stored = await connector.UploadAsync(Input);
            promised.Add(stored);
            await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, _) =>
            {
                var (status, body, paid) = await CallAsync(instances[number % instances.Length], number, stored);
                var code = body["code"]?.GetValue<string>();
                outcomes.AddOrUpdate($"{status} {code ?? "saved or read"}", 1, (_, count) => count + 1);
                Assert.NotEqual(500, status);
                Assert.Equal(code is null ? 200 : body["status"]!.GetValue<int>(), status);
                Assert.Equal(code is not null && paid, body["may_have_been_charged"] is not null);
                foreach (var file in body["files"]?.AsArray() ?? [])
                {
                    promised.Add(file!["path"]!.GetValue<string>());
                }
            });

            Assert.Equal(promised.Order(StringComparer.Ordinal), connector.SavedFiles.Order(StringComparer.Ordinal));
            Assert.All(promised, path => Assert.True(
                File.ReadAllBytes(Path.Combine(connector.Files.Path, path)) is var bytes && (bytes.AsSpan().SequenceEqual(Png) || bytes.AsSpan().SequenceEqual(Input))));
        }

        var times = arrivals.Order().ToList();
        var most = times.Select((first, index) => times.Skip(index).TakeWhile(other => TimeProvider.System.GetElapsedTime(first, other) < TimeSpan.FromSeconds(10)).Count()).Max();
        _output.WriteLine($"{Calls} calls, {times.Count} requests upstream, at most {most} in 10 seconds, {TimeProvider.System.GetElapsedTime(times[0], times[^1]).TotalSeconds:0} seconds");
        Write("answered", outcomes);
        Write("upstream", faults);
        Assert.Empty(_temporary.Files);
        Assert.InRange(most, 1, 150);
    }

    private static async Task<(int Status, JsonNode Body, bool Paid)> CallAsync(TestConnector connector, int number, string stored)
    {
        switch (number % 5)
        {
            case 0:
                return Answer(await connector.PostAsync("""{"prompt": "x", "samples": 1}"""));
            case 1:
                return Answer(await connector.PostAsync("""{"prompt": "x", "samples": 2}"""));
            case 2:
                return Answer(await connector.PostAsync($$"""{"prompt": "x", "init_image": "{{stored}}"}""", path: "api/actions/dreamstudio-image-to-image"));
            case 3:
                using (var form = new MultipartFormDataContent { { new StringContent("x"), "prompt" }, { new ByteArrayContent(Input), "image", "a.png" }, { new StringContent("0.5"), "strength" } })
                using (var response = await connector.Http.PostAsync(new Uri("api/actions/stability-generate-ultra", UriKind.Relative), form))
                {
                    return Answer((response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!));
                }

            default:
                return Answer(await connector.PostAsync("{}", path: "api/actions/dreamstudio-get-balance"), paid: false);
        }

        static (int Status, JsonNode Body, bool Paid) Answer((HttpResponseMessage Response, JsonNode Body) answer, bool paid = true) =>
            ((int)answer.Response.StatusCode, answer.Body, paid);
    }

    private static (string Name, Func<HttpContext, Task> Answer) Draw(Random random)
    {
        int drawn;
        lock (random)
        {
            drawn = random.Next(1000);
        }

        foreach (var (weight, name, answer) in Faults)
        {
            if ((drawn -= weight) < 0)
            {
                return (name, answer);
            }
        }

        return ("well", context => context.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal)
            ? SendAsync(context, "application/json", Json)
            : SendAsync(context, "image/png", Png));
    }

    private static Task RefuseAsync(HttpContext context, int status, string? retryAfter)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    }

    private static async Task SendAsync(HttpContext context, string contentType, byte[] body)
    {
        (context.Response.ContentType, context.Response.ContentLength) = (contentType, body.Length);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task CutAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body, long? length)
    {
        if (body.Length > 0)
        {
            (context.Response.ContentType, context.Response.ContentLength) = (contentType, length);
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        context.Abort();
    }

    private static async Task WriteHalfAsync(HttpContext context)
    {
        (context.Response.ContentType, context.Response.ContentLength) = ("image/png", Png.Length);
        await context.Response.Body.WriteAsync(Png.AsMemory(0, Png.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static Task StallAsync(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    private void Write(string title, IEnumerable<KeyValuePair<string, int>> counts) =>
        _output.WriteLine($"{title}: {string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"))}");
}
