using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What a call may cost, and what all calls of a day may.</summary>
public class SpendLimitTests
{
    private const string Draw = """{"prompt": "x"}""";
    private const string Unpriced = """{"prompt": "x", "engine_id": "stable-diffusion-v1-6"}""";

    [Theory]
    [InlineData("""{"prompt": "x", "max_credits": 0.89}""", "price_too_high", "This call costs 0.9 credits by the documented price; max_credits is 0.89.")]
    [InlineData("""{"prompt": "x", "samples": 2, "max_credits": "1"}""", "price_too_high", "This call costs 1.8 credits by the documented price; max_credits is 1.")]
    [InlineData("""{"prompt": "x", "engine_id": "stable-diffusion-v1-6", "max_credits": 1000}""", "price_unknown", "This call has no documented price, so nobody can promise that it costs no more than max_credits = 1000.")]
    public async Task A_call_that_may_cost_more_than_it_allows_is_refused_before_anything_is_sent(string json, string code, string message)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync(json);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_input"), (response.StatusCode, body["code"]!.GetValue<string>()));
        var problem = Assert.Single(body["problems"]!.AsArray())!;
        Assert.Equal(("max_credits", code, message), (problem["parameter"]!.GetValue<string>(), problem["code"]!.GetValue<string>(), problem["message"]!.GetValue<string>()));
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("""{"prompt": "x", "max_credits": 0.9}""")]
    [InlineData("""{"prompt": "x", "steps": 50, "max_credits": 1.5}""")]
    public async Task A_call_that_costs_what_it_allows_is_sent_without_the_limit(string json)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, _) = await connector.PostAsync(json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("max_credits", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_price_is_told_beside_all_other_problems_unless_they_are_about_what_it_depends_on()
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, seed) = await connector.PostAsync("""{"prompt": "x", "seed": -1, "max_credits": 0}""");
        var (_, steps) = await connector.PostAsync("""{"prompt": "x", "steps": 1000, "max_credits": 0}""");

        Assert.Equal(["seed", "max_credits"], Parameters(seed));
        Assert.Equal(["steps"], Parameters(steps));
    }

    [Fact]
    public async Task A_day_that_is_spent_is_402_with_the_time_to_come_again_and_nothing_is_sent()
    {
        var time = new ManualTime();
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time, ("Spend:DailyCredits", "1"));
        time.Advance(TimeSpan.FromHours(20));

        Assert.Equal(HttpStatusCode.OK, (await connector.PostAsync(Draw)).Response.StatusCode);
        var (response, problem) = await connector.PostAsync(Draw);

        Assert.Equal((402, "daily_credits_spent", 4 * 3600, false), (
            (int)response.StatusCode, problem["code"]!.GetValue<string>(), problem["retry_after"]!.GetValue<int>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Single(upstream.Requests);
        time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(HttpStatusCode.OK, (await connector.PostAsync(Draw)).Response.StatusCode);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(402, 1)]
    [InlineData(500, 0.1)]
    [InlineData(504, 0.1)]
    public async Task A_price_is_given_back_where_the_failure_certainly_cost_nothing(int status, double left)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(status, "application/json", """{"id": "1", "name": "no", "message": "no"}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Spend:DailyCredits", "1"));

        var (_, problem) = await connector.PostAsync(Draw);

        Assert.Equal(left < 1, problem["may_have_been_charged"]!.GetValue<bool>());
        Assert.Equal((decimal)left, await LeftAsync(connector));
    }

    [Fact]
    public async Task A_filtered_result_stays_counted()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64), ("Finish-Reason", "CONTENT_FILTERED"));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Spend:DailyCredits", "1"));

        var (_, problem) = await connector.PostAsync(Draw);

        Assert.Equal("content_filtered", problem["code"]!.GetValue<string>());
        Assert.Equal(0.1m, await LeftAsync(connector));
    }

    [Fact]
    public async Task While_a_day_has_a_limit_a_call_without_a_documented_price_is_refused_and_free_ones_pass()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", """{"credits": 5}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Spend:DailyCredits", "1"));

        var (unpriced, problem) = await connector.PostAsync(Unpriced);
        var (free, _) = await connector.PostAsync("{}", path: "api/actions/dreamstudio-get-balance");

        Assert.Equal((402, "price_unknown", false), (
            (int)unpriced.StatusCode, problem["code"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
        Assert.Equal("GET", Assert.Single(upstream.Requests).Method);
    }

    [Fact]
    public async Task The_sandbox_costs_nothing_of_the_day()
    {
        await using var connector = await TestConnector.StartAsync(("Spend:DailyCredits", "1"));

        Assert.Equal(HttpStatusCode.OK, (await connector.PostAsync(Draw)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await connector.PostAsync(Draw)).Response.StatusCode);
    }

    [Fact]
    public async Task Two_instances_on_one_store_send_two_hundred_parallel_calls_no_further_than_the_limit()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var one = await TestConnector.StartAsync(upstream, time: null, ("Spend:DailyCredits", "90"));
        await using var other = await one.StartAnotherAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => (index % 2 == 0 ? one : other).PostAsync(Draw)));

        Assert.Equal(100, answers.Count(answer => answer.Response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(100, answers.Count(answer => answer.Body["code"]?.GetValue<string>() == "daily_credits_spent"));
        Assert.Equal(100, upstream.Requests.Count);
        Assert.Equal(0, await LeftAsync(other));
    }

    private static Task<ScriptedUpstream> StartUpstreamAsync() => ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));

    private static async Task<decimal> LeftAsync(TestConnector connector) =>
        (await connector.PostAsync(Draw, path: TestConnector.TextToImage + "?dry_run=true")).Body["daily_credits_left"]!.GetValue<decimal>();

    private static IEnumerable<string> Parameters(JsonNode problem) => problem["problems"]!.AsArray().Select(one => one!["parameter"]!.GetValue<string>());
}
