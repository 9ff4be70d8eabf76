using System.Net;
using System.Net.Sockets;
using System.Text;
using Connector.Actions;
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
        Assert.Single(upstream.Requests, request => request.Method == "POST");
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

    /// <summary>What upstreams, gateways and the servers before them answer, with the name and the words that must arrive.</summary>
    public static TheoryData<string, byte[], string?, string> Reasons => new()
    {
        { "application/json", """{"error": {"message": "No such model", "type": "invalid_request_error", "code": "model_not_found"}}"""u8.ToArray(), "model_not_found", "No such model" },
        { "application/json", """{"error": "No such model"}"""u8.ToArray(), null, "No such model" },
        { "application/json", """{"detail": "No such model"}"""u8.ToArray(), null, "No such model" },
        { "application/json", """{"detail": [{"loc": ["body", "model"], "msg": "No such model", "type": "value_error"}]}"""u8.ToArray(), null, "No such model" },
        { "application/problem+json", """{"title": "Bad model", "detail": "No such model", "status": 400}"""u8.ToArray(), "Bad model", "No such model" },
        { "application/json", """{"errors": {"model": ["No such model"]}}"""u8.ToArray(), null, "model: No such model" },
        { "application/json", """{"errors": [{"message": "No such model"}]}"""u8.ToArray(), null, "No such model" },
        { "application/json", """[{"message": "No such model"}]"""u8.ToArray(), null, "No such model" },
        { "application/json", "\"No such model\""u8.ToArray(), null, "No such model" },
        { "application/json", """{"error": "{\"message\": \"No such \u006dodel\"}"}"""u8.ToArray(), null, "No such model" },
        { "application/json", """{"outcome": {"explained": "No such model"}}"""u8.ToArray(), null, "explained: No such model" },
        { "application/json", """{"message": "No such model", """u8.ToArray(), null, "No such model" },
        { "application/json", [.. Encoding.UTF8.Preamble, .. """{"message": "No such model"}"""u8], null, "No such model" },
        { "application/json", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("""{"message": "No such model"}""")], null, "No such model" },
        { "application/json", Gzip("""{"message": "No such model"}"""u8.ToArray()), null, "No such model" },
        { "text/plain", "No such\r\n  model\n"u8.ToArray(), null, "No such model" },
        { "text/plain", [.. "No such mod"u8, 0xE8, (byte)'l'], null, "No such modèl" },
        { "text/html", "<html><head><title>No such &#109;odel</title></head><body>x</body></html>"u8.ToArray(), null, "No such model" },
        { "text/html", "<html><style>a { b }</style><h1>No such model</h1></html>"u8.ToArray(), null, "No such model" },
        { "application/xml", "<Error><Code>NoModel</Code><Message>No such model</Message></Error>"u8.ToArray(), null, "NoModel No such model" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Upstreams_reason_arrives_in_whatever_shape_it_comes(string contentType, byte[] body, string? name, string words)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(400, contentType, body, ("x-request-id", "call-7"));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((400, "upstream_rejected"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Contains(words, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(words, problem["upstream"]!["errors"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("call-7", problem["upstream"]!["id"]!.GetValue<string>());
        if (name is not null)
        {
            Assert.Equal(name, problem["upstream"]!["name"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_reason_that_breaks_off_arrives_as_far_as_it_came()
    {
        // A server that aborts takes back what it has sent: this one sends all it has, and ends.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var (stream, request, buffer) = (client.GetStream(), "", new byte[16 * 1024]);
            while (!request.EndsWith('}'))
            {
                request += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
            }

            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nNo such model"u8.ToArray());
        });
        await using var connector = await TestConnector.StartAsync(
            ("Apps__dreamstudio__base_url", $"http://{listener.LocalEndpoint}/"), ("Apps__dreamstudio__auth__api_key", TestConnector.Key));

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");
        await answering;

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, problem.ToJsonString());
        Assert.Contains("No such model", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("a*")]
    [InlineData("<")]
    [InlineData("[")]
    public async Task A_reason_of_60_kilobytes_keeps_its_status(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 60_000 / part.Length));
        await using var upstream = await ScriptedUpstream.StartAsync(400, "text/plain", Encoding.UTF8.GetBytes(text));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((400, "upstream_rejected"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
    }

    /// <summary>Every way in which an answer may carry the key: as it is, escaped, masked, in a name, in a header, in a page.</summary>
    public static TheoryData<int, string, string> Echoes => new()
    {
        { 400, "application/json", $$"""{"id": "{{TestConnector.Key}}", "name": "{{TestConnector.Key}}", "errors": ["{{TestConnector.Key}}"]}""" },
        { 400, "application/json", """{"message": "\u0073k-test\u002d0123456789"}""" },
        { 400, "application/json", """{"error": "{\"message\": \"\\u0073k-test-0123456789\"}"}""" },
        { 400, "application/json", $$"""{"{{TestConnector.Key}}": "{{TestConnector.Key}}"}""" },
        { 400, "text/html", "<title>sk&#45;test-0123456789</title>" },
        { 400, "text/plain", "sk-test************6789" },
        { 200, "text/" + TestConnector.Key, "no picture" },
        { 200, "application/json", $$"""{"image": null, "finish_reason": "{{TestConnector.Key}}"}""" },
        { 200, "application/json", $$"""{"image": "{{Convert.ToBase64String(TestPng.Create(8, 8))}}", "finish_reason": "\u0073k-test-0123456789"}""" },
        { 200, "application/json", """{"id": "\u0073k-test-0123456789", "credits": 1, "email": "\u0073k-test-0123456789"}""" },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task No_key_leaves_by_any_route_however_upstream_echoes_it(int status, string contentType, string body)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(status, contentType, Encoding.UTF8.GetBytes(body), ("x-request-id", TestConnector.Key), ("finish-reason", TestConnector.Key));
        await using var connector = await TestConnector.StartAsync(upstream);

        foreach (var action in Catalog.All.Actions)
        {
            await ExampleFiles.StoreAsync(connector.Files.Path);
            var (response, answer) = await connector.PostAsync((await Examples.ForAsync(action)).ToJsonString(), path: $"api/actions/{action.Name}");
            AssertNoKey(action.Name, response, answer.ToJsonString());
        }

        foreach (var app in Catalog.All.Apps)
        {
            var response = await connector.Http.GetAsync(new Uri($"api/connections/{app.Slug}/test", UriKind.Relative));
            AssertNoKey(app.Slug, response, await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("dreamstudio-get-account")]
    [InlineData("dreamstudio-list-engines")]
    [InlineData("stability-upscale-creative")]
    [InlineData("dreamstudio-text-to-image")]
    public async Task An_answer_of_status_200_that_carries_an_error_is_one(string name)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", """{"error": {"message": "No capacity", "code": "overloaded"}}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);
        await ExampleFiles.StoreAsync(connector.Files.Path);

        var (response, problem) = await connector.PostAsync((await Examples.ForAsync(Catalog.All.Find(name))).ToJsonString(), path: $"api/actions/{name}");

        Assert.Equal((502, "upstream_error"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Contains("No capacity", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("overloaded", problem["upstream"]!["name"]!.GetValue<string>());
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

        var request = Assert.Single(upstream.Requests, request => request.Method == "POST");
        Assert.Equal(("POST", "/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image"), (request.Method, request.Path));
        Assert.Equal(
            ["Accept=image/png", $"Authorization=Bearer {TestConnector.Key}", "Content-Type=application/json", "Organization=org-1", "Stability-Client-ID=my-flow", "Stability-Client-Version=1.2"],
            request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")).Select(header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
    }

    private static void AssertNoKey(string what, HttpResponseMessage response, string body)
    {
        var all = $"{response.Headers}{body}";
        Assert.False(all.Contains("sk-test", StringComparison.OrdinalIgnoreCase) || all.Contains("0123456789", StringComparison.Ordinal) || all.Contains("*6789", StringComparison.Ordinal), $"{what}: {all}");
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(target, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
