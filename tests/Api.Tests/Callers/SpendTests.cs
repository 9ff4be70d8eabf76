using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callers;

/// <summary>What was spent, and who may know it.</summary>
public class SpendTests
{
    private const string Draw = """{"prompt": "x"}""";

    private static readonly (string Name, string Value)[] Callers = [("Access:Keys:alice:key", "key-of-alice"), ("Access:Keys:bob:key", "key-of-bob")];

    [Fact]
    public async Task A_report_tells_calls_apart_by_what_is_asked_for_and_adds_them_up()
    {
        var time = new ManualTime();
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time, [.. Callers, ("Spend:DailyCredits", "10")]);
        await DrawAsync(connector, "alice");
        await DrawAsync(connector, "alice", """{"prompt": "x", "samples": 1, "engine_id": "stable-diffusion-xl-1024-v1-0"}""");
        await DrawAsync(connector, "bob");
        time.Advance(TimeSpan.FromDays(1));
        await DrawAsync(connector, "bob");

        var usual = await ReadAsync(connector, "api/spend");
        var byCaller = await ReadAsync(connector, "api/spend?by=caller,model&from=1970-01-01&to=1970-01-01");

        Assert.Equal(
            ["1970-01-01 alice dreamstudio-text-to-image 2 1.8", "1970-01-01 bob dreamstudio-text-to-image 1 0.9", "1970-01-02 bob dreamstudio-text-to-image 1 0.9"],
            usual["rows"]!.AsArray().Select(row => $"{row!["day"]} {row["caller"]} {row["action"]} {row["calls"]} {row["credits"]}"));
        Assert.Equal((4, 3.6m, 0), (usual["total"]!["calls"]!.GetValue<int>(), usual["total"]!["credits"]!.GetValue<decimal>(), usual["total"]!["uncertain_calls"]!.GetValue<int>()));
        Assert.Equal(
            ["alice stable-diffusion-xl-1024-v1-0 2", "bob stable-diffusion-xl-1024-v1-0 1"],
            byCaller["rows"]!.AsArray().Select(row => $"{row!["caller"]} {row["model"]} {row["calls"]}"));
        Assert.Null(byCaller["rows"]![0]!["day"]);
        var limit = Assert.Single(usual["limits"]!.AsArray())!;
        Assert.Equal("""[{"period":"day","share":0.09}]""", (await connector.GetJsonAsync("api/health/ready?code=key-of-alice"))["spending"]!.ToJsonString());
        Assert.Equal(("day", "Spend__DailyCredits", 0.09m), (limit["period"]!.GetValue<string>(), limit["setting"]!.GetValue<string>(), limit["share"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task A_spreadsheet_gets_a_table_in_which_no_cell_is_a_formula()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes($$"""{"data": [{"b64_json": "{{Convert.ToBase64String(TestPng.Create(8, 8))}}"}]}"""));
        await using var connector = await TestConnector.StartAsync(upstream);
        await connector.PostAsync("""{"prompt": "x", "model": "=HYPERLINK(\"a\", \"b\")"}""", path: "api/actions/openai-generate-image");
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/spend?by=app,model") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } };

        using var answer = await connector.Http.SendAsync(request);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("app,model,calls,credits,uncertain_calls,unpriced_calls\r\nopenai,\"'=HYPERLINK(\"\"a\"\", \"\"b\"\")\",1,0,0,1\r\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("?from=yesterday", "?from= must be a day, such as 2026-11-01; received \"yesterday\".")]
    [InlineData("?from=2026-11-02&to=2026-11-01", "the first one first")]
    [InlineData("?from=2020-01-01&to=2026-11-01", "must be 366 days at most")]
    [InlineData("?by=day,engine", "?by= has \"engine\"; calls are told apart by day, caller, app, action, model.")]
    [InlineData("?since=2026-11-02", "There is no query parameter \"since\".")]
    public async Task A_question_that_cannot_be_meant_is_refused(string query, string told)
    {
        await using var connector = await TestConnector.StartAsync();

        using var answer = await connector.Http.GetAsync(new Uri($"api/spend{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(told, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Balances_are_read_where_they_are_asked_for()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", """{"credits": 991.5}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        var report = await ReadAsync(connector, "api/spend?balance=true");

        Assert.Equal(["dreamstudio 991.5", "stability 991.5"], report["balances"]!.AsArray().Select(one => $"{one!["app"]} {one["credits"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_callers_are_kept_apart_each_sees_their_own_calls()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, [.. Callers, ("Access:Isolate", "true")]);
        await DrawAsync(connector, "alice");
        await DrawAsync(connector, "bob");

        var report = await ReadAsync(connector, "api/spend?by=caller", "bob");

        Assert.Equal("bob", (string)Assert.Single(report["rows"]!.AsArray())!["caller"]!);
        Assert.Equal(1, report["total"]!["calls"]!.GetValue<int>());
    }

    [Fact]
    public async Task From_four_fifths_of_a_limit_on_receipts_warn()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Access:Keys:alice:key", "key-of-alice"), ("Access:Keys:alice:daily_credits", "2"));

        var first = await DrawAsync(connector, "alice");
        var second = await DrawAsync(connector, "alice");
        var checkedThird = await PostAsync(connector, "alice", $"{TestConnector.TextToImage}/check", Draw);
        var third = await DrawAsync(connector, "alice");

        Assert.Null(first["warnings"]);
        Assert.Equal("1.8 of the day's limit of 2 credits (Access__Keys__alice__daily_credits) are spent.", (string)Assert.Single(second["warnings"]!.AsArray())!);
        Assert.Equal(("daily_credits_spent", false), ((string)third["code"]!, (bool)third["may_have_been_charged"]!));
        Assert.Contains("It would be refused now: ", (string)Assert.Single(checkedThird["warnings"]!.AsArray())!, StringComparison.Ordinal);
        Assert.Equal("alice", (string)first["caller"]!);
    }

    [Fact]
    public async Task A_caller_runs_what_they_may_as_often_as_they_may()
    {
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(
            time, fetcher: null, ("Access:Keys:alice:key", "key-of-alice"), ("Access:Keys:alice:actions", "dreamstudio-get-*"), ("Access:Keys:alice:rate_per_minute", "2"));

        var other = await DrawAsync(connector, "alice");
        var checkedCall = await PostAsync(connector, "alice", $"{TestConnector.TextToImage}/check", Draw);
        var batch = await PostAsync(connector, "alice", "api/batches", """{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x"}]}""");
        var balances = new List<JsonNode>();
        for (var call = 0; call < 3; call++)
        {
            balances.Add(await PostAsync(connector, "alice", "api/actions/dreamstudio-get-balance", "{}"));
        }

        time.Advance(TimeSpan.FromMinutes(1));
        var later = await PostAsync(connector, "alice", "api/actions/dreamstudio-get-balance", "{}");
        var tools = await PostAsync(connector, "alice", "api/mcp", """{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}""");

        Assert.All([other, checkedCall, batch], answer => Assert.Equal("action_not_allowed", (string)answer["code"]!));
        Assert.Equal([null, null, "rate_limited"], balances.Select(answer => (string?)answer["code"]));
        Assert.Equal(60, (int)balances[2]["retry_after"]!);
        Assert.Null(later["code"]);
        Assert.Equal(["dreamstudio-get-account", "dreamstudio-get-balance"], tools["result"]!["tools"]!.AsArray().Select(tool => (string)tool!["name"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Access:CallerHeader", "X-Caller", "X-Caller", "Carol", "carol")]
    [InlineData("Access:CallerHeader", "X-Caller", "X-MS-CLIENT-PRINCIPAL-NAME", "dave@example.com", null)]
    [InlineData("WEBSITE_AUTH_ENABLED", "True", "X-MS-CLIENT-PRINCIPAL-NAME", "dave@example.com", "dave@example.com")]
    [InlineData("WEBSITE_AUTH_ENABLED", "False", "X-MS-CLIENT-PRINCIPAL-NAME", "dave@example.com", null)]
    public async Task Who_calls_is_told_by_a_front_end_where_a_setting_says_that_it_does(string setting, string set, string header, string value, string? caller)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, (setting, set));
        connector.Http.DefaultRequestHeaders.Add(header, value);

        var (_, receipt) = await connector.PostAsync(Draw);

        Assert.Equal(caller, (string?)receipt["caller"]);
    }

    [Fact]
    public async Task Three_servers_of_which_one_is_killed_leave_an_exact_ledger()
    {
        using var store = new LocalRunStore();
        using var temporary = new TemporaryFolder();
        using var http = new HttpClient();
        var held = new PausedAnswer();
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            if ((await body.ReadToEndAsync(context.RequestAborted)).Contains("held", StringComparison.Ordinal))
            {
                await held.AnswerAsync(context);
                return;
            }

            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(TestPng.Create(8, 8), context.RequestAborted);
        });
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ServerProcess.StartAsync(
            upstream, temporary.Path, [.. store.Settings, ("Access__Keys__alice__key", "key-of-alice"), ("Access__Keys__bob__key", "key-of-bob")])));

        var cut = SendAsync(servers[2], "bob", """{"prompt": "held"}""");
        await held.Called;
        var answers = Enumerable.Range(0, 40).Select(index => SendAsync(servers[index % 2], index % 2 == 0 ? "alice" : "bob", Draw)).ToList();
        await Task.WhenAll(answers);
        await servers[2].KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut);

        var paid = upstream.Requests.Count;
        JsonNode report;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(servers[0].Url, "api/spend?by=caller")) { Headers = { { "x-functions-key", "key-of-alice" } } };
            using var answer = await http.SendAsync(request);
            report = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }
        while (report["total"]!["uncertain_calls"]!.GetValue<int>() > 1);

        held.Go();
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        Assert.Equal(41, paid);
        Assert.Equal((paid, 36.9m, 1), (report["total"]!["calls"]!.GetValue<int>(), report["total"]!["credits"]!.GetValue<decimal>(), report["total"]!["uncertain_calls"]!.GetValue<int>()));
        Assert.Equal(["alice 20 0", "bob 21 1"], report["rows"]!.AsArray().Select(row => $"{row!["caller"]} {row["calls"]} {row["uncertain_calls"]}"));

        async Task SendAsync(ServerProcess server, string caller, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, TestConnector.TextToImage))
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                Headers = { { "x-functions-key", $"key-of-{caller}" } },
            };
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static Task<ScriptedUpstream> StartUpstreamAsync() => ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));

    private static Task<JsonNode> DrawAsync(TestConnector connector, string caller, string body = Draw) => PostAsync(connector, caller, TestConnector.TextToImage, body);

    private static async Task<JsonNode> PostAsync(TestConnector connector, string caller, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "x-functions-key", $"key-of-{caller}" }, { "Accept", "application/json, text/event-stream" } },
        };
        using var answer = await connector.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return JsonNode.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..])!;
    }

    private static async Task<JsonNode> ReadAsync(TestConnector connector, string path, string caller = "alice")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-functions-key", $"key-of-{caller}" } } };
        using var answer = await connector.Http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
