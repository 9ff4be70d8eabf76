using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What is sent a second time, what never is, and how long that may take.</summary>
public class RetryTests
{
    private const string ImageToImage = "api/actions/dreamstudio-image-to-image";

    /// <summary>No pause between two tries is longer, unless upstream names one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] Png = TestPng.Create(64, 64);

    [Fact]
    public async Task A_post_that_finds_nobody_listening_is_sent_when_upstream_comes_up()
    {
        var time = new ManualTime();
        var port = FreePort();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null, [.. TestConnector.NoLimit, ("Apps:dreamstudio:base_url", $"http://127.0.0.1:{port}"), ("STABILITY_API_KEY", "sk-x")]);

        var pause = time.WaitOfAtMost(Pause);
        var call = connector.PostAsync("""{"prompt": "x"}""");
        await pause.WaitAsync(Patience);
        await using var upstream = await ScriptedUpstream.StartAsync(SendPngAsync, port);
        time.Advance(Pause);
        var (response, _) = await call.WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task A_post_whose_connection_breaks_after_it_was_sent_is_sent_once()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await AssertSentOnceAsync(upstream, 502, "upstream_cut_short", charged: true);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_post_that_upstream_may_have_worked_on_is_sent_once(int status)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(status, "application/json", "{}"u8.ToArray());

        await AssertSentOnceAsync(upstream, 502, "upstream_error", charged: true);
    }

    [Fact]
    public async Task A_balance_that_does_not_cover_the_call_is_told_at_once_and_the_key_does_not_rest()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(429, "application/json", """{"name": "insufficient_balance"}"""u8.ToArray(), ("Retry-After", "1"));
        await using var connector = await TestConnector.StartAsync(upstream);

        await connector.PostAsync("""{"prompt": "x"}""");
        await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(2, upstream.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_post_that_was_turned_away_is_sent_again_at_the_moment_upstream_names(int status)
    {
        var time = new ManualTime();
        var statuses = new Queue<int>([status, 200]);
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, statuses.Dequeue(), retryAfter: "9"));
        await using var connector = await TestConnector.StartAsync(upstream, time);

        var pause = time.WaitOf(TimeSpan.FromSeconds(9));
        var call = connector.PostAsync("""{"prompt": "x"}""");
        await pause.WaitAsync(Patience);
        time.Advance(TimeSpan.FromSeconds(8.9));
        Assert.Single(upstream.Requests);
        time.Advance(TimeSpan.FromSeconds(0.1));
        var (response, _) = await call.WaitAsync(Patience);

        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, upstream.Requests.Count));
    }

    [Theory]
    [InlineData(429, 429, "rate_limited")]
    [InlineData(503, 502, "upstream_error")]
    public async Task A_moment_further_off_than_a_caller_queues_is_told_to_the_caller(int upstreamStatus, int status, string code)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, upstreamStatus, retryAfter: "16"));

        await AssertSentOnceAsync(upstream, status, code, charged: false);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_get_is_sent_again_whatever_failed_upstream(int status)
    {
        var time = new ManualTime();
        var statuses = new Queue<int>([status, 200]);
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, statuses.Dequeue(), status == 429 ? "8" : null, """{"credits": 5}"""));

        await AssertBalanceIsReadAsync(upstream, time);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_get_whose_connection_breaks_is_sent_again(bool withinTheBody)
    {
        var time = new ManualTime();
        var broken = 0;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            if (Interlocked.Exchange(ref broken, 1) == 1)
            {
                await AnswerAsync(context, 200, retryAfter: null, """{"credits": 5}""");
                return;
            }

            if (withinTheBody)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"cred");
                await context.Response.Body.FlushAsync();
            }

            context.Abort();
        });

        await AssertBalanceIsReadAsync(upstream, time);
    }

    [Fact]
    public async Task No_more_is_tried_than_the_setting_says_and_reads_are_not_said_to_be_charged()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, 503, retryAfter: "0"));
        await using var connector = await TestConnector.StartAsync(upstream, time: null, ("Upstream:Retries", "2"));

        var (_, problem) = await connector.PostAsync("{}", path: "api/actions/dreamstudio-get-balance");

        Assert.Equal(3, upstream.Requests.Count);
        Assert.Null(problem["may_have_been_charged"]);
        Assert.DoesNotContain("charged", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_another_try_ends_with_the_time_of_the_call_and_then_nothing_was_charged()
    {
        var time = new ManualTime();
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, 503, retryAfter: "9"));
        await using var connector = await TestConnector.StartAsync(upstream, time, ("Upstream:TimeoutSeconds", "5"));

        var pause = time.WaitOf(TimeSpan.FromSeconds(9));
        var call = connector.PostAsync("""{"prompt": "x"}""");
        await pause.WaitAsync(Patience);
        time.Advance(TimeSpan.FromSeconds(5));
        var (response, problem) = await call.WaitAsync(Patience);

        Assert.Equal((504, "upstream_timeout", false), ((int)response.StatusCode, problem["code"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task A_second_try_that_stalls_ends_with_the_time_of_the_call_and_then_it_may_have_been_charged()
    {
        var time = new ManualTime();
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = 1;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            if (Interlocked.Exchange(ref first, 0) == 1)
            {
                await AnswerAsync(context, 503, retryAfter: "0");
                return;
            }

            stalled.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var connector = await TestConnector.StartAsync(upstream, time);

        var call = connector.PostAsync("""{"prompt": "x"}""");
        await stalled.Task.WaitAsync(Patience);
        time.Advance(TimeSpan.FromSeconds(100));
        var (response, problem) = await call.WaitAsync(Patience);

        Assert.Equal((504, true), ((int)response.StatusCode, problem["may_have_been_charged"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_json_body_is_sent_again_in_full()
    {
        var (first, second) = await SendTwiceAsync(connector => connector.PostAsync("""{"prompt": "A lighthouse", "samples": 1}"""));

        Assert.Equal("""{"samples":1,"text_prompts":[{"text":"A lighthouse","weight":1}]}""", first.Body);
        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Fact]
    public async Task A_form_with_a_stored_file_is_sent_again_in_full()
    {
        var image = TestPng.Create(1024, 1024);
        var (first, second) = await SendTwiceAsync(async connector => await connector.PostAsync(
            new JsonObject { ["init_image"] = await connector.UploadAsync(image), ["prompt"] = "x" }.ToJsonString(), path: ImageToImage));

        AssertSameForm(first, second, image);
    }

    [Fact]
    public async Task A_form_with_an_uploaded_part_is_sent_again_in_full()
    {
        var image = TestPng.Create(1024, 1024);
        var (first, second) = await SendTwiceAsync(async connector =>
        {
            using var form = new MultipartFormDataContent { { new StringContent("x"), "prompt" }, { new ByteArrayContent(image), "init_image", "a.png" } };
            using var response = await connector.Http.PostAsync(new Uri(ImageToImage, UriKind.Relative), form);
            return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
        });

        AssertSameForm(first, second, image);
    }

    /// <summary>The boundary is new each time; all else is byte for byte the same.</summary>
    private static void AssertSameForm(RecordedRequest first, RecordedRequest second, byte[] image)
    {
        Assert.Equal(WithoutBoundary(first), WithoutBoundary(second));
        Assert.Contains(Encoding.Latin1.GetString(image), WithoutBoundary(second), StringComparison.Ordinal);

        static string WithoutBoundary(RecordedRequest request) => Encoding.Latin1.GetString(request.Bytes).Replace(
            MediaTypeHeaderValue.Parse(request.Headers["Content-Type"]).Parameters.Single().Value!, "", StringComparison.Ordinal);
    }

    private static async Task<(RecordedRequest First, RecordedRequest Second)> SendTwiceAsync(
        Func<TestConnector, Task<(HttpResponseMessage Response, JsonNode Body)>> send)
    {
        var statuses = new Queue<int>([503, 200]);
        await using var upstream = await ScriptedUpstream.StartAsync(context => AnswerAsync(context, statuses.Dequeue(), retryAfter: "0"));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, _) = await send(connector);

        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, upstream.Requests.Count));
        return (upstream.Requests[0], upstream.Requests[1]);
    }

    private static async Task AssertSentOnceAsync(ScriptedUpstream upstream, int status, string code, bool charged)
    {
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((status, code, charged), ((int)response.StatusCode, problem["code"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Single(upstream.Requests);
    }

    private static async Task AssertBalanceIsReadAsync(ScriptedUpstream upstream, ManualTime time)
    {
        await using var connector = await TestConnector.StartAsync(upstream, time, TestConnector.NoLimit);

        var pause = time.WaitOfAtMost(Pause);
        var call = connector.PostAsync("{}", path: "api/actions/dreamstudio-get-balance");
        await pause.WaitAsync(Patience);
        time.Advance(Pause);
        var (_, receipt) = await call.WaitAsync(Patience);

        Assert.Equal(5, receipt["data"]!["credits"]!.GetValue<int>());
        Assert.Equal(2, upstream.Requests.Count);
    }

    private static Task SendPngAsync(HttpContext context) => AnswerAsync(context, 200, retryAfter: null);

    /// <summary>An error without words, or what a successful call is answered with: a picture, unless JSON is given.</summary>
    private static async Task AnswerAsync(HttpContext context, int status, string? retryAfter, string? json = null)
    {
        var body = status == 200 ? json is null ? Png : Encoding.UTF8.GetBytes(json) : [];
        context.Response.StatusCode = status;
        context.Response.ContentType = json is null ? "image/png" : "application/json";
        context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
