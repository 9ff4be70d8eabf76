using System.Net;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>A call that is checked and not sent.</summary>
public class DryRunTests
{
    private const string DryRun = TestConnector.TextToImage + "?dry_run=true";

    [Fact]
    public async Task Says_what_the_call_would_cost_and_sends_nothing()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(500, "text/plain", []);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync("""{"prompt": "x", "samples": 3}""", path: DryRun);

        Assert.Equal((HttpStatusCode.OK, true, 2.7m), (response.StatusCode, body["valid"]!.GetValue<bool>(), body["credits"]!.GetValue<decimal>()));
        Assert.Equal(("dreamstudio-text-to-image", false), (body["action"]!.GetValue<string>(), body["sandbox"]!.GetValue<bool>()));
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), body["request_id"]!.GetValue<string>());
        Assert.Null(body["balance"]);
        Assert.Null(body["daily_credits_left"]);
        Assert.Empty(upstream.Requests);
        Assert.Empty(connector.Files.Files);
    }

    [Fact]
    public async Task Tells_every_problem_that_the_call_would_have_files_included()
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync(
            """{"image": "uploads/2026/11/21/0123456789abcdef0123456789abcdef.png", "output_format": "gif"}""", path: "api/actions/stability-upscale-fast?dry_run=true");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["image", "output_format"], body["problems"]!.AsArray().Select(problem => problem!["parameter"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task Tells_a_missing_key()
    {
        await using var connector = await TestConnector.StartAsync(("Sandbox:Enabled", "false"));

        var (response, body) = await connector.PostAsync("""{"prompt": "x"}""", path: DryRun);

        Assert.Equal((HttpStatusCode.Unauthorized, "missing_api_key"), (response.StatusCode, body["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("dreamstudio-text-to-image", """{"prompt": "x"}""", 1000.0)]
    [InlineData("gateway-generate-image", """{"prompt": "x", "model": "sd-core"}""", null)]
    public async Task The_balance_is_there_where_it_is_asked_for_and_the_api_tells_it(string action, string json, double? balance)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, body) = await connector.PostAsync(json, path: $"api/actions/{action}?dry_run=true&balance=true");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((decimal?)balance, body["balance"]?.GetValue<decimal>());
        Assert.True(body["sandbox"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("dry_run=1")]
    [InlineData("dry_run")]
    [InlineData("dry_run=true&balance=yes")]
    public async Task A_flag_that_is_not_understood_is_refused_since_the_call_might_cost(string query)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync("""{"prompt": "x"}""", path: $"{TestConnector.TextToImage}?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "bad_request"), (response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Empty(upstream.Requests);
    }
}
