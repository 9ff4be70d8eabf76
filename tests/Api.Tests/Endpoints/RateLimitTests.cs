using System.Net;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Upstream's limit of 150 calls in 10 seconds is kept here, per key, so that no key is ever locked out.</summary>
public class RateLimitTests
{
    private const string Balance = "api/actions/dreamstudio-get-balance";

    [Fact]
    public async Task Two_hundred_calls_at_once_all_pass_and_the_sandbox_locks_nobody_out()
    {
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null);

        var window = time.WaitOf(TimeSpan.FromSeconds(11));
        var calls = Enumerable.Range(0, 200).Select(_ => connector.PostAsync("{}", path: Balance)).ToList();
        await window.WaitAsync(TimeSpan.FromSeconds(60));
        await Task.WhenAll(await FirstAsync(calls, 150)).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(calls.Count(call => call.IsCompleted) == 150, "More calls went through than the limit allows.");
        time.Advance(TimeSpan.FromSeconds(11));
        var answers = await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Response.StatusCode));
    }

    [Theory]
    [InlineData("sk-test-shared", "sk-test-shared", 1)]
    [InlineData("sk-test-one", "sk-test-other", 2)]
    public async Task Apps_share_a_pace_the_smallest_that_any_has_if_they_share_a_key(string dreamstudio, string stability, int sent)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(
            ("Apps:dreamstudio:base_url", upstream.BaseUrl.AbsoluteUri),
            ("Apps:stability:base_url", upstream.BaseUrl.AbsoluteUri),
            ("Apps:dreamstudio:auth:api_key", dreamstudio),
            ("Apps:stability:auth:api_key", stability),
            ("Apps:dreamstudio:calls_per_10_seconds", "1"),
            ("Apps:stability:calls_per_10_seconds", "0"),
            ("Upstream:QueueSeconds", "0"));

        await connector.PostAsync("""{"prompt": "x"}""");
        await connector.PostAsync("""{"prompt": "x"}""", path: "api/actions/stability-generate-core");

        Assert.Equal(sent, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_full_queue_is_429_with_the_time_to_come_again_and_nothing_is_sent_or_charged()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream, new ManualTime(), ("Apps:dreamstudio:calls_per_10_seconds", "1"), ("Upstream:QueueSeconds", "10"));

        await connector.PostAsync("""{"prompt": "x"}""");
        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((429, "rate_limited", 11, false), (
            (int)response.StatusCode, problem["code"]!.GetValue<string>(), problem["retry_after"]!.GetValue<int>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Equal("11", response.Headers.GetValues("Retry-After").Single());
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task After_a_429_the_key_rests_for_the_minute_of_the_lock_out()
    {
        var time = new ManualTime();
        await using var upstream = await ScriptedUpstream.StartAsync(429, "application/json", "{}"u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream, time);

        await connector.PostAsync("""{"prompt": "x"}""");
        time.Advance(TimeSpan.FromSeconds(20));
        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(("rate_limited", 40), (problem["code"]!.GetValue<string>(), problem["retry_after"]!.GetValue<int>()));
        Assert.Null(problem["upstream"]);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task A_second_try_passes_the_limiter_too()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(503, "application/json", "{}"u8.ToArray(), ("Retry-After", "0"));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Apps:dreamstudio:calls_per_10_seconds", "2"), ("Upstream:QueueSeconds", "0"));

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal("rate_limited", problem["code"]!.GetValue<string>());
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_job_waits_for_its_turn_as_long_as_it_takes_and_the_time_limit_of_its_call_does_not_count_meanwhile()
    {
        var time = new ManualTime();
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(
            upstream, time, ("Apps:dreamstudio:calls_per_10_seconds", "1"), ("Upstream:QueueSeconds", "0"), ("Upstream:TimeoutSeconds", "10"));
        await connector.PostAsync("""{"prompt": "x"}""");

        var jobs = new List<string>();
        for (var job = 0; job < 3; job++)
        {
            var (_, accepted) = await connector.PostAsync("""{"prompt": "x"}""", path: $"{TestConnector.TextToImage}?wait=false");
            jobs.Add($"api/jobs/{accepted["job_id"]!.GetValue<string>()}");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var job in jobs)
        {
            var status = HttpStatusCode.Accepted;
            while (status == HttpStatusCode.Accepted)
            {
                time.Advance(TimeSpan.FromMilliseconds(25));
                using var answer = await connector.Http.GetAsync(new Uri(job, UriKind.Relative), limit.Token);
                status = answer.StatusCode;
            }

            Assert.Equal(HttpStatusCode.OK, status);
        }

        Assert.Equal(4, upstream.Requests.Count);
        Assert.True(time.GetElapsedTime(0) >= TimeSpan.FromSeconds(33));
    }

    [Fact]
    public async Task Without_a_store_to_share_the_limit_in_nothing_is_sent()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", """{"credits": 1}"""u8.ToArray());
        await using var store = await ScriptedUpstream.StartAsync(403, "application/xml", [], ("x-ms-error-code", "AuthorizationFailure"));
        await using var connector = await TestConnector.StartAsync(
            upstream,
            time: null,
            ("Storage:Kind", "blob"),
            ("Storage:ConnectionString", $"AccountName=played;AccountKey=c2VjcmV0;BlobEndpoint={store.BaseUrl.AbsoluteUri}played"));

        var (response, problem) = await connector.PostAsync("{}", path: Balance);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Empty(upstream.Requests);
    }

    private static async Task<IReadOnlyList<Task>> FirstAsync(IEnumerable<Task> calls, int count)
    {
        var first = new List<Task>();
        await foreach (var call in Task.WhenEach(calls))
        {
            first.Add(call);
            if (first.Count == count)
            {
                break;
            }
        }

        return first;
    }
}
