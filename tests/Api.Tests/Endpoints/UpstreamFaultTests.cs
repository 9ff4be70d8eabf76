using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What becomes of answers that break: an honest error, and never a partial file.</summary>
public class UpstreamFaultTests
{
    private static readonly byte[] Png = TestPng.Create(256, 256);

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("image/png", false)]
    [InlineData("application/json", true)]
    [InlineData("application/json", false)]
    public async Task A_body_that_is_cut_leaves_no_file(string contentType, bool withLength)
    {
        var body = contentType == "image/png" ? Png : Encoding.UTF8.GetBytes($$"""{"artifacts":[{"base64":"{{Convert.ToBase64String(Png)}}"}]}""");
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = withLength ? body.Length : null;
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        await AssertFailsAsync(upstream, 502, "upstream_cut_short");
    }

    [Theory]
    [InlineData("{\"id\": 5}")]
    [InlineData("{\"id\": \"\"}")]
    [InlineData("[]")]
    public async Task A_job_without_an_id_that_is_text_is_malformed(string answer)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(answer));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, problem) = await connector.PostAsync("""{"prompt": "Waves"}""", path: "api/actions/stability-stable-audio-text-to-audio");

        Assert.Equal((502, "upstream_malformed"), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_png_that_ends_early_is_refused_also_when_the_transport_sees_nothing_wrong()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", Png[..(Png.Length / 2)]);

        await AssertFailsAsync(upstream, 502, "upstream_cut_short");
    }

    [Fact]
    public async Task An_empty_image_is_refused()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", []);

        await AssertFailsAsync(upstream, 502, "upstream_cut_short");
    }

    [Theory]
    [InlineData("text/html", "<html>maintenance</html>")]
    [InlineData("application/json", "{\"artifacts\": [")]
    [InlineData("application/json", "{\"artifacts\": []}")]
    [InlineData("application/json", "{\"message\": \"all well\"}")]
    [InlineData("application/json", "{\"artifacts\": [{\"base64\": \"not base64!\"}]}")]
    [InlineData("application/octet-stream", "bytes")]
    [InlineData("", "bytes")]
    public async Task An_answer_of_another_kind_is_refused(string contentType, string body)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, contentType, Encoding.UTF8.GetBytes(body));

        await AssertFailsAsync(upstream, 502, "upstream_malformed");
    }

    [Fact]
    public async Task An_upstream_that_does_not_listen_is_502_and_nothing_was_charged()
    {
        await using var connector = await TestConnector.StartAsync(("Apps:dreamstudio:base_url", "http://127.0.0.1:1"), ("STABILITY_API_KEY", "sk-x"), ("Upstream:Retries", "0"));

        var (response, body) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal((502, "upstream_unreachable"), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.False(body["may_have_been_charged"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upstream_that_stalls_is_504_and_leaves_no_file(bool afterHalfTheBody)
    {
        var time = new ManualTime();
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            if (afterHalfTheBody)
            {
                await SendHalfAsync(context);
            }

            stalled.SetResult();
            await WaitForAbortAsync(context);
        });
        await using var connector = await TestConnector.StartAsync(upstream, time);

        var call = connector.PostAsync("""{"prompt": "x"}""");
        await stalled.Task;
        time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        var (response, body) = await call;

        Assert.Equal((504, "upstream_timeout"), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Contains("100 seconds", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(body["may_have_been_charged"]!.GetValue<bool>());
        Assert.Empty(connector.SavedFiles);
    }

    [Fact]
    public async Task A_caller_that_goes_away_ends_the_upstream_call()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            await SendHalfAsync(context);
            started.SetResult();
            await WaitForAbortAsync(context);
            ended.SetResult();
        });
        await using var connector = await TestConnector.StartAsync(upstream);
        using var caller = new CancellationTokenSource();
        using var content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json");

        var call = connector.Http.PostAsync(new Uri(TestConnector.TextToImage, UriKind.Relative), content, caller.Token);
        await started.Task;
        await caller.CancelAsync();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task AssertFailsAsync(ScriptedUpstream upstream, int status, string code)
    {
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync("""{"prompt": "x", "samples": 1}""");

        Assert.Equal((status, code), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.True(body["may_have_been_charged"]!.GetValue<bool>());
        Assert.Single(upstream.Requests);
        Assert.Empty(connector.SavedFiles);
    }

    private static async Task SendHalfAsync(HttpContext context)
    {
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = Png.Length;
        await context.Response.Body.WriteAsync(Png.AsMemory(0, Png.Length / 2));
        await context.Response.Body.FlushAsync();
    }

    private static async Task WaitForAbortAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }
}
