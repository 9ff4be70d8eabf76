using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Endpoints;

/// <summary>The openai app over HTTP: the sandbox, and servers that speak OpenAI's Images API in their own ways.</summary>
public class OpenaiTests
{
    private const string Generate = "api/actions/openai-generate-image";
    private const string Edit = "api/actions/openai-edit-image";
    private const string Drawn = """{"prompt": "A lighthouse on a cliff", "model": "flux"}""";

    private static readonly byte[] Picture = TestPng.Create(64, 48);

    [Fact]
    public async Task The_sandbox_draws_and_tells_the_tokens_that_were_used()
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse on a cliff", "model": "gpt-image-1", "n": 2, "output_format": "webp"}""", path: Generate);

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal(["image/webp", "image/webp"], receipt["files"]!.AsArray().Select(file => file!["content_type"]!.GetValue<string>()));
        Assert.True(receipt["usage"]!["total_tokens"]!.GetValue<int>() > 0);
        Assert.True(receipt["sandbox"]!.GetValue<bool>());
        Assert.Null(receipt["credits"]);
        Assert.Null(receipt["warnings"]);
    }

    [Fact]
    public async Task A_picture_that_was_drawn_is_edited_with_another_one()
    {
        await using var connector = await TestConnector.StartAsync();
        var (_, first) = await connector.PostAsync("""{"prompt": "An otter", "model": "dall-e-2", "size": "256x256"}""", path: Generate);
        var (_, second) = await connector.PostAsync("""{"prompt": "A tree", "model": "dall-e-2", "size": "256x256"}""", path: Generate);

        var (response, receipt) = await connector.PostAsync(
            $$"""{"prompt": "The otter below the tree", "image": ["{{first["path"]}}", "{{second["path"]}}"], "mask": "{{first["path"]}}"}""", path: Edit);

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal(2 * 1056, receipt["usage"]!["input_tokens_details"]!["image_tokens"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"prompt": "sandbox:refused"}""", 422, "content_filtered")]
    [InlineData("""{"prompt": "x", "model": "sd9"}""", 404, "upstream_not_found")]
    [InlineData("""{"prompt": "x", "size": "17x17", "model": "gpt-image-1"}""", 400, "upstream_rejected")]
    public async Task Errors_of_the_sandbox_are_told_as_those_of_other_apps(string body, int status, string code)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, problem) = await connector.PostAsync(body, path: Generate);

        Assert.Equal((status, code), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.False(problem["may_have_been_charged"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_server_works_by_its_address_and_key_alone_with_base64_or_an_address_of_its_own()
    {
        var answersUrl = false;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            if (context.Request.Method == "GET")
            {
                await context.Response.Body.WriteAsync(Picture);
                return;
            }

            await context.Response.WriteAsync(answersUrl
                ? $$"""{"created": 1, "data": [{"b64_json": null, "url": "http://{{context.Request.Host}}/files/1.png", "revised_prompt": "x"}]}"""
                : $$"""{"created": 1, "data": [{"url": null, "b64_json": "{{Convert.ToBase64String(Picture)}}"}]}""");
        });
        await using var connector = await StartAsync(upstream);

        foreach (var form in new[] { false, true })
        {
            answersUrl = form;
            var (response, receipt) = await connector.PostAsync(Drawn, path: Generate);

            Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
            Assert.Equal((64, 48), (receipt["files"]![0]!["width"]!.GetValue<int>(), receipt["files"]![0]!["height"]!.GetValue<int>()));
        }

        Assert.Equal(["/v1/images/generations", "/v1/images/generations", "/files/1.png"], upstream.Requests.Select(request => request.Path));
        Assert.Equal("""{"prompt":"A lighthouse on a cliff","model":"flux"}""", upstream.Requests[0].Body);
        Assert.Equal($"Bearer {TestConnector.Key}", upstream.Requests[0].Headers["Authorization"]);
        Assert.False(upstream.Requests[2].Headers.ContainsKey("Authorization"), "The key goes to no file's address.");
    }

    [Fact]
    public async Task An_address_elsewhere_is_fetched_through_the_guard_and_told_by_its_bytes()
    {
        await using var site = await FetchLab.StartAsync(Picture);
        await using var upstream = await ScriptedUpstream.StartAsync(
            200, "application/json", Encoding.UTF8.GetBytes($$"""{"created": 1, "data": [{"url": "https://{{FetchLab.Host}}/a.webp"}, {"url": "https://{{FetchLab.Host}}/b.webp"}]}"""));
        await using var connector = await TestConnector.StartAsync(TimeProvider.System, site.Fetcher, Settings(upstream));

        var (response, receipt) = await connector.PostAsync("""{"prompt": "x", "model": "flux", "n": 2}""", path: Generate);

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal(["image/png", "image/png"], receipt["files"]!.AsArray().Select(file => file!["content_type"]!.GetValue<string>()));
        Assert.Equal(2, site.Requests.Count);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://127.0.0.1/a.png")]
    [InlineData("https://localhost/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://images.test/a.png")]
    public async Task An_address_that_leads_inside_is_not_fetched_and_what_came_is_kept_for_the_operator(string url)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes($$"""{"created": 1, "data": [{"url": "{{url}}"}]}"""));
        await using var connector = await StartAsync(upstream);

        var (response, problem) = await connector.PostAsync(Drawn, path: Generate);

        Assert.Equal((502, "upstream_malformed"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Contains("was not fetched", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(problem["may_have_been_charged"]!.GetValue<bool>());
        Assert.Empty(connector.SavedFiles);
        Assert.NotEmpty(connector.RefusedFiles);
    }

    [Fact]
    public async Task A_file_that_does_not_come_costs_itself_and_not_the_others()
    {
        await using var site = await FetchLab.StartAsync(async context =>
        {
            if (context.Request.Path == "/gone.png")
            {
                context.Response.StatusCode = 404;
                return;
            }

            await context.Response.Body.WriteAsync(Picture);
        });
        await using var upstream = await ScriptedUpstream.StartAsync(
            200, "application/json", Encoding.UTF8.GetBytes($$"""{"created": 1, "data": [{"url": "https://{{FetchLab.Host}}/gone.png"}, {"url": "https://{{FetchLab.Host}}/b.png"}]}"""));
        await using var connector = await TestConnector.StartAsync(TimeProvider.System, site.Fetcher, Settings(upstream));

        var (response, receipt) = await connector.PostAsync("""{"prompt": "x", "model": "flux", "n": 2}""", path: Generate);

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Single(receipt["files"]!.AsArray());
        Assert.Contains("Sample 1 of 2 was not saved: The URL at images.test was not fetched: its server answered with status 404", receipt["warnings"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "content_policy_violation", 422, "content_filtered")]
    [InlineData(400, "image_generation_user_error", "moderation_blocked", 422, "content_filtered")]
    [InlineData(400, "invalid_request_error", "contentFilter", 422, "content_filtered")]
    [InlineData(401, "invalid_request_error", "invalid_api_key", 401, "invalid_api_key")]
    [InlineData(429, "requests", "rate_limit_exceeded", 429, "rate_limited")]
    [InlineData(429, "insufficient_quota", "insufficient_quota", 402, "insufficient_balance")]
    [InlineData(429, "insufficient_quota", "429", 402, "insufficient_balance")]
    [InlineData(400, "invalid_request_error", "billing_hard_limit_reached", 402, "insufficient_balance")]
    [InlineData(404, "invalid_request_error", "model_not_found", 404, "upstream_not_found")]
    [InlineData(400, "invalid_request_error", "unknown_parameter", 400, "upstream_rejected")]
    [InlineData(500, "server_error", null, 502, "upstream_error")]
    public async Task Errors_are_read_by_their_code_or_type(int upstreamStatus, string type, string? name, int status, string code)
    {
        var error = new JsonObject { ["error"] = new JsonObject { ["message"] = "Because.", ["type"] = type, ["param"] = "size", ["code"] = name } };
        await using var upstream = await ScriptedUpstream.StartAsync(upstreamStatus, "application/json", Encoding.UTF8.GetBytes(error.ToJsonString()));
        await using var connector = await StartAsync(upstream, ("Upstream__Retries", "0"));

        var (response, problem) = await connector.PostAsync(Drawn, path: Generate);

        Assert.Equal((status, code), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Equal("size: Because.", problem["upstream"]!["errors"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_not_tried_again_and_a_rate_limit_rests_as_long_as_the_app_says()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            429, "application/json", """{"error": {"message": "No.", "type": "insufficient_quota", "param": null, "code": "insufficient_quota"}}"""u8.ToArray());
        await using var connector = await StartAsync(upstream);
        await using var limited = await ScriptedUpstream.StartAsync(
            429, "application/json", """{"error": {"message": "No.", "type": "requests", "param": null, "code": "rate_limit_exceeded"}}"""u8.ToArray());
        await using var waiting = await StartAsync(limited, ("Upstream__QueueSeconds", "0"));

        await connector.PostAsync(Drawn, path: Generate);
        var (_, problem) = await waiting.PostAsync(Drawn, path: Generate);

        Assert.Single(upstream.Requests);
        Assert.Equal(20, problem["retry_after"]!.GetValue<int>());
    }

    [Fact]
    public async Task Azure_is_sent_the_key_in_its_header_and_the_version_in_the_query()
    {
        await using var upstream = await StartDrawingAsync();
        await using var connector = await TestConnector.StartAsync(
            ("Apps__openai__base_url", new Uri(upstream.BaseUrl, "openai/deployments/pictures").AbsoluteUri),
            ("Apps__openai__auth__api_key", TestConnector.Key),
            ("Apps__openai__auth__scheme", "api-key"),
            ("Apps__openai__api_version", "2025-04-01-preview"));

        var (response, receipt) = await connector.PostAsync("""{"prompt": "x"}""", path: Generate);

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        var request = Assert.Single(upstream.Requests);
        Assert.Equal(("/openai/deployments/pictures/images/generations", "?api-version=2025-04-01-preview"), (request.Path, request.Query));
        Assert.Equal(TestConnector.Key, request.Headers["api-key"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Without_a_price_a_limit_refuses_the_call_and_with_one_it_counts_dollars_as_credits()
    {
        await using var upstream = await StartDrawingAsync();
        await using var unpriced = await StartAsync(upstream);
        await using var priced = await StartAsync(upstream, ("Apps__openai__price_per_image", "0.042"));
        const string Limited = """{"prompt": "x", "n": 2, "max_credits": 8}""";

        var (_, unknown) = await unpriced.PostAsync(Limited, path: Generate);
        var (_, high) = await priced.PostAsync(Limited, path: Generate);
        var (_, plain) = await unpriced.PostAsync(Drawn, path: Generate);
        var (_, receipt) = await priced.PostAsync("""{"prompt": "x", "n": 2, "max_credits": 8.4}""", path: Generate);

        Assert.Equal(("price_unknown", "price_too_high"), (unknown["problems"]![0]!["code"]!.GetValue<string>(), high["problems"]![0]!["code"]!.GetValue<string>()));
        Assert.Null(plain["credits"]);
        Assert.Equal(8.4m, receipt["credits"]!.GetValue<decimal>());
        Assert.Equal(2, upstream.Requests.Count);
    }

    private static Task<ScriptedUpstream> StartDrawingAsync() => ScriptedUpstream.StartAsync(
        200, "application/json", Encoding.UTF8.GetBytes($$"""{"created": 1, "data": [{"b64_json": "{{Convert.ToBase64String(Picture)}}"}]}"""));

    private static (string Name, string Value)[] Settings(ScriptedUpstream upstream, params (string Name, string Value)[] more) =>
        [("Apps__openai__base_url", new Uri(upstream.BaseUrl, "v1").AbsoluteUri), ("Apps__openai__auth__api_key", TestConnector.Key), .. more];

    private static Task<TestConnector> StartAsync(ScriptedUpstream upstream, params (string Name, string Value)[] more) => TestConnector.StartAsync(Settings(upstream, more));
}
