using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What becomes of the errors that upstream reports.</summary>
public class UpstreamErrorTests
{
    [Theory]
    [InlineData(400, "invalid_sdxl_v1_dimensions", 400, "upstream_rejected", false)]
    [InlineData(401, "unauthorized", 401, "invalid_api_key", false)]
    [InlineData(402, "payment_required", 402, "insufficient_balance", false)]
    [InlineData(403, "permission_denied", 403, "forbidden", false)]
    [InlineData(403, "content_moderation", 403, "content_moderation", false)]
    [InlineData(404, "not_found", 404, "upstream_not_found", false)]
    [InlineData(413, "payload_too_large", 413, "payload_too_large", false)]
    [InlineData(422, "invalid_language", 422, "unprocessable", false)]
    [InlineData(429, "rate_limit_exceeded", 429, "rate_limited", false)]
    [InlineData(429, "insufficient_balance", 402, "insufficient_balance", false)]
    [InlineData(500, "server_error", 502, "upstream_error", true)]
    [InlineData(503, "unavailable", 502, "upstream_error", true)]
    [InlineData(418, "teapot", 502, "upstream_error", false)]
    public async Task Each_status_is_mapped_and_upstreams_words_are_passed_on(int upstreamStatus, string name, int status, string code, bool charged)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            upstreamStatus, "application/json", Encoding.UTF8.GetBytes($$"""{"id": "some-id", "name": "{{name}}", "message": "Because."}"""));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((status, code), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Equal(status, body["status"]!.GetValue<int>());
        Assert.Equal((upstreamStatus, "some-id", name), (
            body["upstream"]!["status"]!.GetValue<int>(), body["upstream"]!["id"]!.GetValue<string>(), body["upstream"]!["name"]!.GetValue<string>()));
        Assert.EndsWith(
            $"Because. {(charged ? "The call may have been charged." : "Nothing was charged.")}", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(charged, body["may_have_been_charged"]!.GetValue<bool>());
        Assert.Single(upstream.Requests);
        Assert.Equal("Because.", body["upstream"]!["errors"]![0]!.GetValue<string>());
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), body["request_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_rate_limit_says_how_long_to_wait_also_when_upstream_does_not()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(429, "application/json", "{}"u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(("60", 60), (response.Headers.GetValues("Retry-After").Single(), body["retry_after"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Upstreams_own_retry_after_is_passed_on_up_to_five_minutes()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, context.Request.Path.Value!.Contains("days", StringComparison.Ordinal) ? "999999" : "70");
            return Task.CompletedTask;
        });
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, seconds) = await connector.PostAsync("""{"prompt": "x"}""");
        var (_, days) = await connector.PostAsync("""{"prompt": "x", "engine_id": "days"}""");

        Assert.Equal((70, 300), (seconds["retry_after"]!.GetValue<int>(), days["retry_after"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("Incorrect API key provided: sk-test************6789.")]
    [InlineData("Incorrect API key provided: " + TestConnector.Key)]
    public async Task No_part_of_the_key_that_upstream_echoes_is_passed_on(string message)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            401, "application/json", Encoding.UTF8.GetBytes($$"""{"id": "{{TestConnector.Key}}", "name": "unauthorized", "message": "{{message}}"}"""));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, body) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.DoesNotContain("sk-", body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("6789", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{\"errors\": [1, null, {}], \"name\": 7}")]
    [InlineData("text/html", "<html>nginx</html>")]
    public async Task An_error_without_a_readable_body_keeps_its_status(string contentType, string body)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(403, contentType, Encoding.UTF8.GetBytes(body));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((403, "forbidden"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task V2betas_error_list_is_read_as_well()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            400, "application/json", """{"id": "1", "name": "bad_request", "errors": ["prompt: required", "seed: too large"]}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, body) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(["prompt: required", "seed: too large"], body["upstream"]!["errors"]!.AsArray().Select(error => error!.GetValue<string>()));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_because_it_would_carry_the_key()
    {
        await using var elsewhere = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var upstream = await ScriptedUpstream.StartAsync(307, "text/html", [], ("Location", elsewhere.BaseUrl.AbsoluteUri));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, _) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_missing_key_is_401_and_names_the_settings()
    {
        await using var connector = await TestConnector.StartAsync(("Sandbox:Enabled", "false"));

        var (response, body) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((401, "missing_api_key"), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Contains("Apps__dreamstudio__auth__api_key or STABILITY_API_KEY", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_carries_key_and_headers_from_settings_and_nothing_of_the_callers()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(
            ("Apps:dreamstudio:base_url", upstream.BaseUrl.AbsoluteUri),
            ("STABILITY_API_KEY", TestConnector.Key),
            ("Apps:dreamstudio:organization", "org-1"),
            ("Apps:dreamstudio:client_id", "my-flow"),
            ("Apps:dreamstudio:client_version", "1.2"));

        await connector.PostAsync("""{"prompt": "x"}""");

        var request = Assert.Single(upstream.Requests);
        Assert.Equal(("POST", "/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image"), (request.Method, request.Path));
        Assert.Equal(
            ["Accept=image/png", $"Authorization=Bearer {TestConnector.Key}", "Content-Type=application/json", "Organization=org-1", "Stability-Client-ID=my-flow", "Stability-Client-Version=1.2"],
            request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")).Select(header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
    }
}
