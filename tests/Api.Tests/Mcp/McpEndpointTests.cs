using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Tests.Mcp;

/// <summary>What <c>/api/mcp</c> does with requests, beyond what a client makes of them.</summary>
public class McpEndpointTests
{
    private const string TextToImage = "dreamstudio-text-to-image";
    private const string ListTools = """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""";

    private static JsonObject Prompt => new() { ["prompt"] = "A lighthouse on a cliff" };

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task There_is_no_stream_to_open_and_no_session_to_end(string method)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "api/mcp");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Who_shows_no_access_key_is_refused_where_keys_are_set()
    {
        await using var connector = await TestConnector.StartAsync(("Access__Keys__0", "secret"));
        using var request = McpHttp.Message(ListTools);

        Assert.Equal(HttpStatusCode.Unauthorized, (await connector.Http.SendAsync(request)).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => SdkClient.ConnectAsync(connector.Http.BaseAddress!, ("x-functions-key", "wrong")));
    }

    [Fact]
    public async Task No_tool_is_called_for_a_page_of_another_origin()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt);
        request.Headers.Add("Origin", "https://evil.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await connector.Http.SendAsync(request)).StatusCode);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("null", -32600)]
    [InlineData("[" + ListTools + "]", -32600)]
    [InlineData("""{"jsonrpc": "1.0", "id": 1, "method": "tools/list"}""", -32600)]
    public async Task What_is_no_message_is_refused(string body, int code)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(body);

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_body_that_does_not_say_it_is_json_is_refused()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(ListTools, "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await connector.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("logging/setLevel", "{}")]
    [InlineData("logging/setLevel", "{\"level\": \"nope\"}")]
    [InlineData("resources/subscribe", "{}")]
    [InlineData("resources/subscribe", "{\"uri\": 5}")]
    [InlineData("resources/unsubscribe", "{}")]
    public async Task What_is_not_served_is_refused_in_words(string method, string given)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message($$"""{"jsonrpc": "2.0", "id": 1, "method": "{{method}}", "params": {{given}}}""");

        using var response = await connector.Http.SendAsync(request);

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal(-32602, error["code"]!.GetValue<int>());
        Assert.Equal($"{method} is not served.", error["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("max_credits", "0.1", "Give it as \"max_credits\" in params.arguments.")]
    [InlineData("x-idempotency-key", "\"a\"", "Did you mean \"idempotency-key\"?")]
    [InlineData("io.connector/idempotency-key", "\"a\"", "Did you mean \"idempotency-key\"?")]
    [InlineData("idempotency-key", "5", "\"idempotency-key\" in _meta must be a text.")]
    [InlineData("idempotency-key", "null", "\"idempotency-key\" in _meta must be a text.")]
    public async Task What_is_passed_over_in_meta_is_refused_before_the_call_is_paid_for(string name, string value, string told)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt, new JsonObject { [name] = JsonNode.Parse(value) });

        using var response = await connector.Http.SendAsync(request);

        Assert.Contains(told, (await response.Content.ReadAsStringAsync()).Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("Idempotency_Key")]
    [InlineData("X-Idempotency-Key")]
    public async Task A_key_in_a_header_is_told_where_it_belongs_before_the_call_is_paid_for(string header)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt);
        request.Headers.Add(header, "order-1");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("_meta", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("""{"prompt": "a", "prompt": "b"}""")]
    [InlineData("""{"prompt": "a", "max_credits": 0.1, "max_credits": 5}""")]
    public async Task An_argument_that_is_given_twice_is_not_paid_for(string arguments)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Message($$$"""{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "{{{TextToImage}}}", "arguments": {{{arguments}}}}}""");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("no member given twice", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(McpFaults.Messages), MemberType = typeof(McpFaults))]
    public async Task A_request_that_would_be_taken_for_another_is_refused_in_words_before_it_is_paid_for(string members, string told)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Message(McpFaults.Request(1, members));

        using var response = await connector.Http.SendAsync(request);

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal(-32602, error["code"]!.GetValue<int>());
        Assert.Contains(told, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_caller_who_prefers_not_to_wait_is_told_that_calls_of_tools_do()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt);
        request.Headers.Add("Prefer", "respond-async");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("A call of MCP waits for its result.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_message_may_be_as_large_as_the_texts_of_a_request()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Call(TextToImage, new JsonObject { ["prompt"] = new string('x', 1024 * 1024) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await connector.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_notification_in_a_version_that_is_not_spoken_is_refused_as_well()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message("""{"jsonrpc": "2.0", "method": "notifications/initialized"}""");
        request.Headers.Add("MCP-Protocol-Version", "1999-01-01");

        Assert.Equal(HttpStatusCode.BadRequest, (await connector.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_message_whose_headers_speak_of_another_is_refused()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(ListTools);
        request.Headers.Add("Mcp-Method", "tools/call");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((1, -32020), (error["id"]!.GetValue<int>(), error["error"]!["code"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Refuses_a_call_whose_Mcp_Name_names_another_tool(string? version)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt);
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "dreamstudio-get-balance");
        request.Headers.Add("MCP-Protocol-Version", version is null ? [] : [version]);

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(-32020, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<int>());
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_call_whose_Mcp_Name_names_its_tool_is_answered()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Call("dreamstudio-get-balance", []);
        request.Headers.Add("Mcp-Name", "=?base64?ZHJlYW1zdHVkaW8tZ2V0LWJhbGFuY2U=?=");

        Assert.NotNull(Assert.Single(await connector.AskAsync(request))["result"]!["structuredContent"]);
    }

    [Theory]
    [InlineData("MCP-Protocol-Version", "1999-01-01", "bad_request (400)")]
    [InlineData("Mcp-Method", "tools/call", "bad_request (400)")]
    [InlineData("Accept", "image/png", "not_acceptable (406)")]
    public async Task Each_refusal_has_one_line_in_the_log(string header, string value, string line)
    {
        using var log = new LogLines();
        await using var connector = await TestConnector.StartAsync(builder => builder.Logging.AddProvider(log));
        using var request = McpHttp.Message(ListTools);
        request.Headers.Remove(header);
        request.Headers.Add(header, value);

        using var response = await connector.Http.SendAsync(request);

        Assert.Contains($"refused mcp {line}", Assert.Single(log.Entries, entry => entry.Contains("refused", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Entries, entry => entry.Contains("ModelContextProtocol", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("*/*")]
    [InlineData("application/json, text/event-stream;q=0")]
    public async Task Who_does_not_name_a_stream_of_events_gets_one_message_of_json(string? accept)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Call("dreamstudio-get-balance", [], new JsonObject { ["progressToken"] = "mine" });
        request.Headers.Remove("Accept");
        request.Headers.Add("Accept", accept is null ? [] : [accept]);

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["result"]!["structuredContent"]);
    }

    [Fact]
    public async Task A_notification_of_who_takes_json_alone_is_accepted_without_an_answer()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message("""{"jsonrpc": "2.0", "method": "notifications/initialized"}""");
        request.Headers.Remove("Accept");
        request.Headers.Add("Accept", "application/json");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.Accepted, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_picture_too_large_for_a_message_is_told_the_other_ways()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Call("stability-upscale-fast", new JsonObject { ["image"] = new string('A', 1_200_000) });

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var told = await response.Content.ReadAsStringAsync();
        Assert.All(["https URL", $"POST {new Uri(connector.Http.BaseAddress!, "api/files")}", "the path"], way => Assert.Contains(way, told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tools/list", """{"cursor": 5}""", "params.cursor is not of the type that tools/list takes there.")]
    [InlineData("initialize", """{"protocolVersion": 5}""", "params.protocolVersion is not of the type that initialize takes there.")]
    [InlineData("initialize", "{}", "params must be what initialize takes")]
    [InlineData("tools/call", """{"name": "dreamstudio-get-balance", "inputResponses": 5}""", "params.inputResponses is not of the type")]
    public async Task Params_that_are_not_those_of_the_method_are_told(string method, string parameters, string told)
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message($$"""{"jsonrpc": "2.0", "id": 1, "method": "{{method}}", "params": {{parameters}}}""");

        using var response = await connector.Http.SendAsync(request);

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal(-32602, error["code"]!.GetValue<int>());
        Assert.StartsWith(told, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_arguments_is_told_what_it_lacks_and_answered_where_it_lacks_nothing()
    {
        await using var connector = await TestConnector.StartAsync();
        using var lacking = McpHttp.Message($$$"""{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "{{{TextToImage}}}"}}""");
        using var complete = McpHttp.Message("""{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "dreamstudio-get-balance"}}""");

        Assert.Contains("prompt (required)", TextOf(Assert.Single(await connector.AskAsync(lacking))), StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(await connector.AskAsync(complete))["result"]!["structuredContent"]);
    }

    [Fact]
    public async Task A_version_of_the_protocol_that_is_not_spoken_is_refused_with_those_that_are()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message(ListTools);
        request.Headers.Add("MCP-Protocol-Version", "1999-01-01");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("2026-07-28", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_is_accepted_without_an_answer()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Message("""{"jsonrpc": "2.0", "method": "notifications/initialized"}""");

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.Accepted, null, ""), (response.StatusCode, response.Content.Headers.ContentType, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_client_of_the_newest_protocol_that_has_no_handshake_calls_a_tool_too()
    {
        await using var connector = await TestConnector.StartAsync();
        await using var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(connector.Http.BaseAddress!, "api/mcp"), TransportMode = HttpTransportMode.StreamableHttp });
        await using var client = await McpClient.CreateAsync(transport, new McpClientOptions());

        var result = await client.CallToolAsync(new CallToolRequestParams { Name = "dreamstudio-get-balance" });

        Assert.Equal("2026-07-28", client.NegotiatedProtocolVersion);
        Assert.NotNull(result.StructuredContent);
    }

    [Fact]
    public async Task A_tool_answers_exactly_what_the_action_does_over_plain_http()
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, receipt) = await connector.PostAsync(Prompt.ToJsonString(), idempotencyKey: "picture-1");
        using var request = McpHttp.Call(TextToImage, Prompt, new JsonObject { ["idempotency-key"] = "picture-1" });
        var result = Assert.Single(await connector.AskAsync(request))["result"]!;

        Assert.Equal(receipt.ToJsonString(), result["structuredContent"]!.ToJsonString());
    }

    [Fact]
    public async Task A_key_that_no_header_could_carry_is_refused()
    {
        await using var connector = await TestConnector.StartAsync();
        using var request = McpHttp.Call(TextToImage, Prompt, new JsonObject { ["idempotency-key"] = "" });

        Assert.Contains("invalid_idempotency_key", TextOf(Assert.Single(await connector.AskAsync(request))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("idempotencyKey")]
    [InlineData("idempotency_key")]
    [InlineData("Idempotency-Key")]
    public async Task A_misspelled_key_is_told_before_the_call_is_paid_for(string name)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt, new JsonObject { [name] = "picture-1" });

        Assert.Contains("Did you mean \"idempotency-key\"?", TextOf(Assert.Single(await connector.AskAsync(request))), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task The_limit_of_the_days_credits_holds_for_tools_too()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream, settings: ("Spend__DailyCredits", "0.1"));
        using var request = McpHttp.Call(TextToImage, Prompt);

        var text = TextOf(Assert.Single(await connector.AskAsync(request)));

        Assert.Contains("daily_credits_spent", text, StringComparison.Ordinal);
        Assert.Contains("Nothing was charged.", text, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task What_upstream_refuses_is_told_with_the_time_to_wait()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(429, "application/json", """{"id": "x", "name": "rate_limit_exceeded", "message": "Slow down."}"""u8.ToArray(), ("Retry-After", "3600"));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = McpHttp.Call(TextToImage, Prompt);

        var text = TextOf(Assert.Single(await connector.AskAsync(request)));

        Assert.Contains("Slow down.", text, StringComparison.Ordinal);
        Assert.Contains("Wait 300 s before another try.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestConnector.Key, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_is_an_error_that_names_the_setting()
    {
        await using var connector = await TestConnector.StartAsync(("Sandbox__Enabled", "false"));
        using var request = McpHttp.Call(TextToImage, Prompt);

        Assert.Contains("Apps__dreamstudio__auth__api_key", TextOf(Assert.Single(await connector.AskAsync(request))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_wants_to_know_is_told_every_ten_seconds_that_the_call_is_alive()
    {
        await using var paused = await PausedUpstream.StartAsync();
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(paused.Upstream, time);
        using var request = McpHttp.Call(TextToImage, Prompt, new JsonObject { ["progressToken"] = "mine" });
        var waiting = time.WaitOf(TimeSpan.FromSeconds(10));

        using var response = await connector.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync());
        await paused.Called;
        await waiting;
        time.Advance(TimeSpan.FromSeconds(10));
        var progress = await NextAsync(events);
        paused.Go();
        var answer = await NextAsync(events);

        Assert.Equal(("notifications/progress", "mine", 10), (progress["method"]!.GetValue<string>(), progress["params"]!["progressToken"]!.GetValue<string>(), progress["params"]!["progress"]!.GetValue<int>()));
        Assert.NotNull(answer["result"]!["structuredContent"]);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_ends_the_call_upstream()
    {
        await using var paused = await PausedUpstream.StartAsync();
        await using var connector = await TestConnector.StartAsync(paused.Upstream);
        using var hangUp = new CancellationTokenSource();
        using var request = McpHttp.Call(TextToImage, Prompt);

        var call = connector.Http.SendAsync(request, hangUp.Token);
        await paused.Called;
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await paused.Abandoned;
    }

    [Fact]
    public async Task A_call_with_a_key_goes_on_when_its_caller_hangs_up_and_answers_the_repeat()
    {
        await using var paused = await PausedUpstream.StartAsync();
        await using var connector = await TestConnector.StartAsync(paused.Upstream);
        using var hangUp = new CancellationTokenSource();
        using var first = McpHttp.Call(TextToImage, Prompt, new JsonObject { ["idempotency-key"] = "picture-1" });
        using var again = McpHttp.Call(TextToImage, Prompt, new JsonObject { ["idempotency-key"] = "picture-1" });

        var call = connector.Http.SendAsync(first, hangUp.Token);
        await paused.Called;
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var repeat = connector.AskAsync(again);
        paused.Go();

        Assert.NotNull(Assert.Single(await repeat)["result"]!["structuredContent"]);
        Assert.Equal(1, paused.Calls);
    }

    private static string TextOf(JsonNode answer)
    {
        Assert.True(answer["result"]!["isError"]!.GetValue<bool>());
        return answer["result"]!["content"]![0]!["text"]!.GetValue<string>();
    }

    private static async Task<JsonNode> NextAsync(StreamReader events)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (McpHttp.Events(line).FirstOrDefault() is { } message)
            {
                return message;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
