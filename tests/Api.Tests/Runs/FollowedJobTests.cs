using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Runs;

/// <summary>Jobs that upstream works on, looked at until they have a result or cannot have one any more.</summary>
public class FollowedJobTests
{
    private const string Begin = "api/actions/stability-upscale-creative";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(200, "application/json", """{"id": "x", "status": "failed"}""", "generation_failed", "failed")]
    [InlineData(202, "application/json", """{"id": "x", "status": "failed", "message": "the model fell over"}""", "generation_failed", "the model fell over")]
    [InlineData(202, "application/json", """{"result": {"status": "failed", "message": "gpu died"}}""", "generation_failed", "gpu died")]
    [InlineData(200, "application/json", """{"Status": "FAILED", "reason": "gpu died"}""", "generation_failed", "gpu died")]
    [InlineData(200, "application/json", """{"state": "CANCELLED"}""", "generation_failed", "CANCELLED")]
    [InlineData(200, "application/json", """{"error": {"message": "out of memory"}}""", "generation_failed", "out of memory")]
    [InlineData(202, "application/json", """{"errors": ["no such model"]}""", "generation_failed", "no such model")]
    [InlineData(200, "text/html", "<html><title>Maintenance</title></html>", "upstream_malformed", "Maintenance")]
    [InlineData(200, "text/plain", "hello", "upstream_malformed", "hello")]
    [InlineData(400, "application/json", """{"errors": ["no such id"]}""", "upstream_rejected", "no such id")]
    [InlineData(401, "application/json", """{"errors": ["a bad key"]}""", "invalid_api_key", "a bad key")]
    [InlineData(403, "application/json", """{"errors": ["not yours"]}""", "forbidden", "not yours")]
    [InlineData(410, "application/json", """{"errors": ["gone"]}""", "upstream_error", "gone")]
    [InlineData(422, "application/json", """{"errors": ["never"]}""", "unprocessable", "never")]
    public async Task A_look_that_says_there_will_be_no_result_ends_the_job_with_the_reason(int status, string type, string body, string code, string words)
    {
        var problem = await EndAsync(new ManualTime(), _ => (status, type, body), expectedLooks: 1);

        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Contains(words, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(problem["may_have_been_charged"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(404, "upstream_not_found")]
    [InlineData(500, "upstream_error")]
    [InlineData(503, "upstream_error")]
    public async Task A_job_whose_looks_fail_in_the_same_way_for_ten_minutes_ends_so(int status, string code)
    {
        var problem = await EndAsync(new ManualTime(), _ => (status, "application/json", """{"errors": ["no"]}"""), expectedLooks: null);

        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Contains("for 10 minutes", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(problem["may_have_been_charged"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(0)]
    [InlineData(202)]
    public async Task What_passes_is_waited_for_and_the_job_says_what_the_last_look_saw(int status)
    {
        var time = new ManualTime();
        var seen = new List<JsonNode>();
        var receipt = await EndAsync(
            time,
            look => look <= 3 ? (status, "application/json", status == 202 ? """{"status": "in-progress"}""" : """{"errors": ["not now"]}""") : (200, "image/png", null),
            expectedLooks: 4,
            seen.Add);

        Assert.NotNull(receipt["path"]);

        // While it is looked at, nobody knows yet when to look again.
        var looks = seen.Where(one => one["last_look"] is not null && one["next_look"] is not null).ToList();
        Assert.NotEmpty(looks);
        Assert.All(looks, one =>
        {
            Assert.Equal("waiting", one["status"]!.GetValue<string>());
            Assert.True(one["next_look"]!.GetValue<DateTimeOffset>() > one["last_look"]!["at"]!.GetValue<DateTimeOffset>());
            Assert.Equal(status == 202 ? "in_progress" : status == 404 ? "upstream_not_found" : status == 429 ? "rate_limited" : status == 500 ? "upstream_error" : "upstream_cut_short", one["last_look"]!["saw"]!.GetValue<string>());
        });
        if (status != 202)
        {
            var pauses = looks.Select(one => one["next_look"]!.GetValue<DateTimeOffset>() - one["last_look"]!["at"]!.GetValue<DateTimeOffset>()).Distinct().ToList();
            Assert.Equal(pauses.Order(), pauses);
        }
    }

    [Fact]
    public async Task A_result_that_says_in_words_that_it_is_in_progress_is_waited_for()
    {
        var receipt = await EndAsync(
            new ManualTime(), look => look == 1 ? (200, "application/json", """{"status": "pending"}""") : (200, "image/png", null), expectedLooks: 2);

        Assert.NotNull(receipt["path"]);
    }

    /// <summary>Begins a job, and turns the clock on while it waits. A status of 0 is a lost connection, no body a picture.</summary>
    private static async Task<JsonNode> EndAsync(
        ManualTime time, Func<int, (int Status, string Type, string? Body)> answer, int? expectedLooks, Action<JsonNode>? watch = null)
    {
        var looks = 0;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            var (status, type, body) = HttpMethods.IsPost(context.Request.Method) ? (200, "application/json", """{"id": "0123456789abcdef"}""") : answer(Interlocked.Increment(ref looks));
            if (status == 0)
            {
                context.Abort();
                return;
            }

            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            await context.Response.Body.WriteAsync(body is null ? TestPng.Create(64, 64) : Encoding.UTF8.GetBytes(body));
        });
        await using var connector = await TestConnector.StartAsync(upstream, time, ("Upstream__TimeoutSeconds", "3600"), ("Upstream__Retries", "0"));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestPng.Create(512, 512)), "image", "image.png" }, { new StringContent("x"), "prompt" } };
        using var accepted = await connector.Http.PostAsync(new Uri(Begin, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var looked = await connector.Http.GetAsync(accepted.Headers.Location!, limit.Token);
            var document = JsonNode.Parse(await looked.Content.ReadAsStringAsync(limit.Token))!;
            if (looked.StatusCode != HttpStatusCode.Accepted)
            {
                Assert.True(expectedLooks is null || looks == expectedLooks, string.Create(CultureInfo.InvariantCulture, $"{looks} looks: {document}"));
                return document;
            }

            watch?.Invoke(document);

            // A little each time also while it is looked at: its turn at the rate limit may wait for a clock that goes on.
            var left = (document["next_look"]?.GetValue<DateTimeOffset>() ?? time.GetUtcNow()) - time.GetUtcNow();
            time.Advance(left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }
}
