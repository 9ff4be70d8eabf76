using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.LogicApps;

/// <summary>The sample workflow, played against a real connector.</summary>
public class WorkflowRunTests
{
    private const string Key = "a key & more";
    private const string TextToImage = "Text_to_image";
    private const string Upscale = "Upscale";

    private static readonly JsonObject Prompt = new() { ["prompt"] = "A lighthouse on a cliff" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_prompt_comes_in_and_the_link_to_its_enlarged_picture_goes_out_whatever_headers_polls_carry(bool sendsHeadersAgain)
    {
        await using var connector = await StartAsync();

        var run = await Player(connector, sendsHeadersAgain: sendsHeadersAgain).PlayAsync(Prompt);

        Assert.Equal(("Answer_with_link", 200), (Assert.Single(run.Answers), run.StatusCode));
        Assert.Equal([(TextToImage, 202, false), (Upscale, 202, false)], run.Posts);
        var first = Body(run, TextToImage)["files"]![0]!;
        var (width, height) = await SizeAsync(connector, run.Body!["url"]!);

        // The sandbox enlarges a picture of a megapixel twice in each direction.
        Assert.Equal((first["width"]!.GetValue<int>() * 2, first["height"]!.GetValue<int>() * 2), (width, height));
        Assert.Equal(Body(run, Upscale)["path"]!.GetValue<string>(), run.Body["path"]!.GetValue<string>());
        Assert.Equal(Body(run, Upscale)["request_id"]!.GetValue<string>(), run.Body["request_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_both_steps_cost_goes_out_and_no_more_is_charged_though_every_request_comes_twice()
    {
        await using var connector = await StartAsync();
        var before = await CreditsAsync(connector);

        var run = await Player(connector, losesAnswers: true).PlayAsync(Prompt);

        Assert.Equal([(TextToImage, 202, false), (TextToImage, 202, true), (Upscale, 202, false), (Upscale, 202, true)], run.Posts);
        var credits = run.Body!["credits"]!.GetValue<decimal>();
        Assert.Equal(Body(run, TextToImage)["credits"]!.GetValue<decimal>() + Body(run, Upscale)["credits"]!.GetValue<decimal>(), credits);
        Assert.Equal(before - credits, await CreditsAsync(connector));
    }

    [Fact]
    public async Task A_run_that_is_played_again_gets_the_same_pictures_and_pays_nothing_and_another_run_pays()
    {
        await using var connector = await StartAsync();
        var first = await Player(connector, "run").PlayAsync(Prompt);
        var paid = await CreditsAsync(connector);

        var again = await Player(connector, "run").PlayAsync(Prompt);

        Assert.Equal(first.Body!["path"]!.GetValue<string>(), again.Body!["path"]!.GetValue<string>());
        Assert.All(again.Posts, post => Assert.True(post.IsReplay));
        Assert.Equal(paid, await CreditsAsync(connector));
        await Player(connector, "another run").PlayAsync(Prompt);
        Assert.Equal(paid - first.Body["credits"]!.GetValue<decimal>(), await CreditsAsync(connector));
    }

    [Theory]
    [InlineData("A sandbox:refused lighthouse", 400, "upstream_rejected", 202)]
    [InlineData("", 400, "invalid_input", 400)]
    public async Task A_prompt_that_is_refused_is_answered_with_the_problem_of_the_connector_and_its_status(string prompt, int status, string code, int posted)
    {
        await using var connector = await StartAsync();

        var run = await Player(connector).PlayAsync(new JsonObject { ["prompt"] = prompt });

        Assert.Equal(("Answer_with_problem_of_text_to_image", status, "application/problem+json"), (Assert.Single(run.Answers), run.StatusCode, run.ContentType));
        Assert.Equal((status, code), (run.Body!["status"]!.GetValue<int>(), run.Body["code"]!.GetValue<string>()));
        Assert.Equal([(TextToImage, posted, false)], run.Posts);
        Assert.Equal("Skipped", run.Actions[Upscale].Status);
    }

    [Fact]
    public async Task A_key_that_the_connector_does_not_know_is_told()
    {
        await using var connector = await StartAsync();

        var run = await Player(connector, key: "wrong").PlayAsync(Prompt);

        Assert.Equal((401, "access_denied"), (run.StatusCode, run.Body!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Credits_that_run_out_between_the_steps_are_told_with_402_and_the_first_picture_remains()
    {
        await using var upstream = await UpstreamAsync(upscaleStatus: 402);
        await using var connector = await StartAsync(upstream);

        var run = await Player(connector).PlayAsync(Prompt);

        Assert.Equal(("Answer_with_problem_of_upscale", 402), (Assert.Single(run.Answers), run.StatusCode));
        Assert.Equal("insufficient_balance", run.Body!["code"]!.GetValue<string>());
        var first = Body(run, TextToImage);
        Assert.Equal((64, 64), await SizeAsync(connector, first["url"]!));
    }

    [Fact]
    public async Task A_step_that_may_have_been_charged_is_retried_and_not_sent_again()
    {
        await using var upstream = await UpstreamAsync(upscaleStatus: 500);
        await using var connector = await StartAsync(upstream);

        var run = await Player(connector).PlayAsync(Prompt);

        Assert.Equal(502, run.StatusCode);
        Assert.True(run.Body!["may_have_been_charged"]!.GetValue<bool>());
        Assert.Equal(5, run.Posts.Count(post => post.Action == Upscale));
        Assert.Single(upstream.Requests, request => request.Path.EndsWith("/upscale/fast", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TextToImage, "Answer_with_problem_of_text_to_image")]
    [InlineData(Upscale, "Answer_with_problem_of_upscale")]
    public async Task A_step_whose_time_is_up_is_answered_with_504_and_where_its_job_is(string step, string answer)
    {
        await using var connector = await StartAsync();

        var run = await Player(connector, timesOut: step).PlayAsync(Prompt);

        Assert.Equal((answer, 504), (Assert.Single(run.Answers), run.StatusCode));
        Assert.Contains("/api/jobs/", run.Body!["job_url"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("code=", run.Body.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<TestConnector> StartAsync() => TestConnector.StartAsync(("Access__Keys__0", Key));

    private static Task<TestConnector> StartAsync(ScriptedUpstream upstream) => TestConnector.StartAsync(upstream, settings: ("Access__Keys__0", Key));

    /// <summary>An upstream that draws pictures and answers upscaling with a problem.</summary>
    private static Task<ScriptedUpstream> UpstreamAsync(int upscaleStatus) => ScriptedUpstream.StartAsync(async context =>
    {
        var isUpscale = context.Request.Path.Value!.Contains("/upscale/", StringComparison.Ordinal);
        context.Response.StatusCode = isUpscale ? upscaleStatus : 200;
        context.Response.ContentType = isUpscale ? "application/json" : "image/png";
        await context.Response.Body.WriteAsync(isUpscale ? """{"id": "1", "name": "upstream_says_no", "errors": ["no"]}"""u8.ToArray() : TestPng.Create(64, 64));
    });

    private static WorkflowPlayer Player(
        TestConnector connector, string? run = null, string key = Key, bool sendsHeadersAgain = false, bool losesAnswers = false, string? timesOut = null) =>
        new(connector.Http, WorkflowFile.Read(), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["connectorUrl"] = connector.Http.BaseAddress!.GetLeftPart(UriPartial.Authority),
            ["connectorKey"] = key,
        })
        {
            RunName = run ?? Guid.NewGuid().ToString("N"),
            SendsHeadersAgain = sendsHeadersAgain,
            LosesAnswers = losesAnswers,
            TimesOut = timesOut,
        };

    private static JsonNode Body(PlayedRun run, string action) => run.Actions[action].Outputs!["body"]!;

    private static async Task<decimal> CreditsAsync(TestConnector connector)
    {
        using var request = WithKey("api/connections/dreamstudio/test");
        using var response = await connector.Http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["credits"]!.GetValue<decimal>();
    }

    /// <summary>Downloads a PNG and reads its size.</summary>
    private static async Task<(int Width, int Height)> SizeAsync(TestConnector connector, JsonNode url)
    {
        using var request = WithKey(url.GetValue<string>());
        using var response = await connector.Http.SendAsync(request);
        var png = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    private static HttpRequestMessage WithKey(string url) => new(HttpMethod.Get, url) { Headers = { { "x-functions-key", Key } } };
}
