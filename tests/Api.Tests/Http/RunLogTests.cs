using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Api.Tests.Http;

/// <summary>What the log says of runs, jobs, items of batches and refused requests.</summary>
public sealed class RunLogTests : IDisposable
{
    private readonly LogLines _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Every_action_refused_is_one_line_with_the_names_of_its_parameters_and_no_text_of_the_callers()
    {
        await using var connector = await StartAsync();
        foreach (var action in Catalog.All.Actions)
        {
            var json = $$"""{"{{(action.Parameters.Count > 0 ? action.Parameters[0].Name : "more")}}": {"secret-of-mine": 1}, "sk-live-0123456789": "secret-of-mine"}""";
            using var request = Post($"api/actions/{action.Name}", json, ("X-Request-Id", $"of-{action.Name}"));
            using var answer = await connector.Http.SendAsync(request);

            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            var line = Assert.Single(LinesOf($"of-{action.Name}"));
            Assert.Equal($"of-{action.Name}", problem["request_id"]!.GetValue<string>());
            Assert.Matches($@"^\S+Z info: \S+: (refused|run) {action.Name} {problem["code"]} \(400\) \[.*\(unknown\).*\] in \d+ ms, ", line);
        }

        Assert.DoesNotContain(_log.Entries, entry => entry.Contains("secret-of-mine", StringComparison.Ordinal) || entry.Contains("sk-live", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET /api/files/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n")]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-A: a\rb\r\n\r\n")]
    public async Task What_the_server_refuses_before_it_reads_a_request_is_one_line_too(string request)
    {
        await using var connector = await StartAsync();

        var answer = await RawHttp.SendAsync(connector.Http.BaseAddress!, request);

        Assert.Equal(400, RawHttp.Status(answer));
        var entry = Assert.Single(_log.Entries, entry => entry.Contains("Kestrel.BadRequests", StringComparison.Ordinal));
        Assert.Single(entry.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_wrong_parameter_is_named()
    {
        await using var connector = await StartAsync();
        using var request = Post(TestConnector.TextToImage, """{"prompt": "x", "height": 3, "text_prompts": [{"weight": 1}]}""", ("X-Request-Id", "wrong"));
        (await connector.Http.SendAsync(request)).Dispose();

        Assert.Matches(@"invalid_input \(400\) \[[a-z_,]*height", Assert.Single(LinesOf("wrong")));
    }

    [Fact]
    public async Task A_run_is_one_line_with_its_time_and_credits_and_a_repeat_is_told()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(1024, 1024));
        await using var connector = await StartAsync(TestConnector.Calling(upstream));
        foreach (var id in new[] { "first", "second" })
        {
            using var request = Post(TestConnector.TextToImage, """{"prompt": "a secret"}""", ("X-Request-Id", id), ("Idempotency-Key", "one-and-the-same"));
            (await connector.Http.SendAsync(request)).Dispose();
        }

        Assert.Matches(@"^\S+Z info: \S+: run dreamstudio-text-to-image succeeded in \d+ ms, 0\.\d+ credits, request first", Assert.Single(LinesOf("first")));
        Assert.Matches("repeat dreamstudio-text-to-image succeeded, 0 credits, request second", Assert.Single(LinesOf("second")));
        Assert.DoesNotContain(_log.Entries, entry => entry.Contains("a secret", StringComparison.Ordinal) || entry.Contains(TestConnector.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_run_is_one_line_with_what_it_may_have_cost()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(500, "text/plain", Encoding.UTF8.GetBytes("a secret"));
        await using var connector = await StartAsync([.. TestConnector.Calling(upstream), ("Upstream__Retries", "0")]);
        using var request = Post(TestConnector.TextToImage, """{"prompt": "x"}""", ("X-Request-Id", "failed"));
        (await connector.Http.SendAsync(request)).Dispose();

        Assert.Matches(@"warn: \S+: run dreamstudio-text-to-image upstream_error \(502\) \[\] in \d+ ms, unknown credits, request failed", Assert.Single(LinesOf("failed")));
    }

    [Fact]
    public async Task Each_job_and_each_item_of_a_batch_is_one_line_under_the_id_of_its_request()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(1024, 1024));
        await using var connector = await StartAsync(TestConnector.Calling(upstream));
        await EndAsync(connector, Post(TestConnector.TextToImage, """{"prompt": "x"}""", ("X-Request-Id", "job"), ("Prefer", "respond-async")));
        await EndAsync(connector, Post("api/batches", """{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}, {"prompt": "b"}]}""", ("X-Request-Id", "batch")));

        Assert.Matches(@"job dreamstudio-text-to-image succeeded \[\] in \d+ ms, 0\.\d+ credits, request job, job [0-9a-f]+", Assert.Single(LinesOf("job")));
        var items = LinesOf("batch");
        Assert.Equal(["[0]", "[1]"], items.Select(line => line.Trim()[^3..]).Order(StringComparer.Ordinal));
        Assert.All(items, line => Assert.Contains("job dreamstudio-text-to-image succeeded", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_called_stands_in_every_line_of_a_request_and_of_a_job()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(8, 8));
        await using var connector = await StartAsync([.. TestConnector.Calling(upstream), ("Access__Keys__alice__key", "key")]);
        connector.Http.DefaultRequestHeaders.Add("x-functions-key", "key");
        foreach (var (id, path, json) in new[] { ("run", TestConnector.TextToImage, """{"prompt": "x"}"""), ("wrong", TestConnector.TextToImage, "{}"), ("nowhere", "api/nothing", "{}") })
        {
            using var request = Post(path, json, ("X-Request-Id", id));
            (await connector.Http.SendAsync(request)).Dispose();
        }

        await EndAsync(connector, Post(TestConnector.TextToImage, """{"prompt": "x"}""", ("X-Request-Id", "job"), ("Prefer", "respond-async")));

        Assert.All(new[] { "run", "wrong", "nowhere", "job" }, id => Assert.EndsWith(", caller alice", Assert.Single(LinesOf(id)).TrimEnd(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "api/nothing", "not_found", "-")]
    [InlineData("GET", "api/jobs/none", "job_not_found", "get-job")]
    [InlineData("GET", "api/files/none.png", "file_not_found", "get-file")]
    [InlineData("POST", "api/actions/none", "unknown_action", "run-action")]
    [InlineData("POST", "api/files?secret=1", "bad_request", "store-file")]
    public async Task A_refusal_elsewhere_names_the_endpoint(string method, string path, string code, string name)
    {
        await using var connector = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("X-Request-Id", "elsewhere");
        (await connector.Http.SendAsync(request)).Dispose();

        Assert.Contains($"refused {name} {code} (", Assert.Single(LinesOf("elsewhere")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Request-Id", "run-4711_a.b", "run-4711_a.b")]
    [InlineData("X-Request-Id", "a b", null)]
    [InlineData("X-Request-Id", "<script>", null)]
    [InlineData("X-Request-Id", "01234567890123456789012345678901234567890123456789012345678901234", null)]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01", null)]
    [InlineData("traceparent", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)]
    [InlineData("traceparent", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", null)]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x", null)]
    [InlineData("traceparent", "00", null)]
    public async Task An_id_of_the_callers_is_kept_where_it_is_fit_for_a_log(string header, string given, string? expected)
    {
        await using var connector = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/health");
        request.Headers.TryAddWithoutValidation(header, given);
        using var answer = await connector.Http.SendAsync(request);

        var id = answer.Headers.GetValues("X-Request-Id").Single();
        Assert.True(id == expected || (expected is null && Guid.TryParseExact(id, "N", out _)), id);
    }

    private static HttpRequestMessage Post(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private static async Task EndAsync(TestConnector connector, HttpRequestMessage request)
    {
        using (request)
        {
            using var begun = await connector.Http.SendAsync(request);
            Assert.Equal(202, (int)begun.StatusCode);
            for (var status = 202; status == 202; await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System))
            {
                using var look = await connector.Http.GetAsync(begun.Headers.Location!);
                status = (int)look.StatusCode;
            }
        }
    }

    private Task<TestConnector> StartAsync(params (string Name, string Value)[] settings) =>
        TestConnector.StartAsync(builder => builder.Logging.AddProvider(_log), settings);

    /// <summary>All that name a request, whatever category they are of and however they name it.</summary>
    private List<string> LinesOf(string requestId) => [.. _log.Entries.Where(entry =>
        entry.Contains($"request {requestId}", StringComparison.Ordinal) || entry.TrimEnd().EndsWith($", {requestId}", StringComparison.Ordinal))];
}
