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
    public async Task Apps_share_a_pace_if_they_share_a_key(string dreamstudio, string stability, int sent)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(
            ("Apps:dreamstudio:base_url", upstream.BaseUrl.AbsoluteUri),
            ("Apps:stability:base_url", upstream.BaseUrl.AbsoluteUri),
            ("Apps:dreamstudio:auth:api_key", dreamstudio),
            ("Apps:stability:auth:api_key", stability),
            ("Upstream:CallsPer10Seconds", "1"),
            ("Upstream:QueueSeconds", "0"));

        await connector.PostAsync("""{"prompt": "x"}""");
        await connector.PostAsync("""{"prompt": "x"}""", path: "api/actions/stability-generate-core");

        Assert.Equal(sent, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_full_queue_is_429_with_the_time_to_come_again_and_nothing_is_sent_or_charged()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream, new ManualTime(), ("Upstream:CallsPer10Seconds", "1"), ("Upstream:QueueSeconds", "10"));

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
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Upstream:CallsPer10Seconds", "2"), ("Upstream:QueueSeconds", "0"));

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal("rate_limited", problem["code"]!.GetValue<string>());
        Assert.Equal(2, upstream.Requests.Count);
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
