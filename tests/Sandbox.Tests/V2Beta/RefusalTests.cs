using System.Net;
using System.Text;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V2Beta;

public sealed class RefusalTests : IAsyncLifetime
{
    private const string Core = "v2beta/stable-image/generate/core";
    private const string Erase = "v2beta/stable-image/edit/erase";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Credits = 10, RequestsPerWindow = 20 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("sk-other")]
    public async Task A_missing_or_wrong_key_is_refused_in_the_same_words(string? key) => Assert.Equal(
        ["authorization: invalid or missing header value"],
        (await SendAsync(Core, [("prompt", "a tree")], key: key)).ShouldBeV2Error(401, "unauthorized"));

    [Fact]
    public async Task A_key_without_its_scheme_is_refused()
    {
        using var request = SandboxClient.Form(Core, [("prompt", "a tree")], key: null);
        request.Headers.TryAddWithoutValidation("Authorization", SandboxServer.Key);

        (await _sandbox.Client.SendAsync(request)).ShouldBeV2Error(401, "unauthorized");
    }

    [Theory]
    [InlineData("v2beta/stable-image/generate/CORE")]
    [InlineData("v2beta/stable-image/generate/sd3.5-flash")]
    [InlineData("v2beta")]
    public async Task An_unknown_path_is_not_found_by_those_who_have_a_key(string path)
    {
        (await SendAsync(path, [])).ShouldBeV2Error(404, "not_found");
        (await SendAsync(path, [], key: null)).ShouldBeV2Error(401, "unauthorized");
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        using var empty = SandboxClient.Form(Core, []);
        empty.Content = null;
        using var json = SandboxClient.Form(Core, []);
        json.Content = new StringContent("{\"prompt\":\"a tree\"}", Encoding.UTF8, "application/json");

        Assert.Equal(["content-type: required"], (await _sandbox.Client.SendAsync(empty)).ShouldBeV2Error(400, "bad_request"));
        Assert.Equal(["content-type: must be multipart/form-data"], (await _sandbox.Client.SendAsync(json)).ShouldBeV2Error(400, "bad_request"));
    }

    [Fact]
    public async Task All_problems_are_told_at_once() => Assert.Equal(
        ["accept: must be one of image/*, application/json", "prompt: required", "seed: must be a number", "output_format: must be one of png, jpeg, webp"],
        (await SendAsync(Core, [("seed", "many"), ("output_format", "gif")], "text/html")).ShouldBeV2Error(400, "bad_request"));

    [Fact]
    public async Task Captured_texts_are_the_same_here()
    {
        Assert.Equal(
            ["aspect_ratio: not allowed when 'mode' is set to 'image-to-image'"],
            (await SendAsync(
                "v2beta/stable-image/generate/sd3",
                [("prompt", "a tree"), ("mode", "image-to-image"), ("image", InputFiles.Png(64, 64)), ("strength", "1"), ("aspect_ratio", "1:1")]))
            .ShouldBeV2Error(400, "bad_request"));
        Assert.Equal(
            ["image: unsupported dimensions - must be at most 9,437,184 pixels, received 12,000,000 pixels"],
            (await SendAsync(Erase, [("image", InputFiles.Png(4000, 3000))])).ShouldBeV2Error(400, "bad_request"));
    }

    [Theory]
    [InlineData("v2beta/stable-image/edit/erase", 10 * 1024 * 1024, "10MiB")]
    [InlineData("v2beta/audio/stable-audio-2/audio-to-audio", 50_000_000, "50MB")]
    public async Task A_body_has_its_limit(string path, int limit, string text) => Assert.Equal(
        [$"body: payloads cannot be larger than {text} in size"],
        (await SendAsync(path, [("image", new byte[limit])])).ShouldBeV2Error(413, "payload_too_large"));

    [Fact]
    public async Task A_body_of_unknown_length_has_the_same_limit()
    {
        using var request = SandboxClient.Form(Erase, [("image", new byte[11 * 1024 * 1024])]);
        request.Headers.TransferEncodingChunked = true;

        (await _sandbox.Client.SendAsync(request)).ShouldBeV2Error(413, "payload_too_large");
    }

    [Fact]
    public async Task Credits_run_down_and_then_402()
    {
        for (var i = 0; i < 3; i++)
        {
            (await SendAsync("v2beta/3d/stable-point-aware-3d", [("image", InputFiles.Png(64, 64)), ("seed", "1")], key: "sk-sandbox-3d"))
                .ShouldBe(i < 2 ? HttpStatusCode.OK : HttpStatusCode.PaymentRequired);
        }

        Assert.Equal(2, await _sandbox.Client.CreditsAsync("sk-sandbox-3d"));
        Assert.StartsWith(
            "You lack sufficient credits",
            (await SendAsync(Core, [("prompt", "a tree")], key: "sk-sandbox-3d")).ShouldBeV2Error(402, "payment_required").Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audio_is_priced_by_model_and_steps()
    {
        var rich = await RunningSandbox.StartAsync(new SandboxOptions { Credits = 100 });
        await using (rich)
        {
            async Task<double> CostAsync(params (string, object)[] fields)
            {
                var before = await rich.Client.CreditsAsync();
                (await rich.Client.SendAsync(SandboxClient.Form(
                    "v2beta/audio/stable-audio-2/text-to-audio", [("prompt", "rain"), ("duration", "1"), .. fields]))).ShouldBeOk();
                return before - (await rich.Client.CreditsAsync());
            }

            Assert.Equal(20, await CostAsync(), precision: 6);
            Assert.Equal(18.8, await CostAsync(("steps", "30")), precision: 6);
            Assert.Equal(20, await CostAsync(("model", "stable-audio-2.5"), ("steps", "4")), precision: 6);
        }
    }

    [Fact]
    public async Task Too_many_requests_lock_the_key_out_of_both_APIs()
    {
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(Core, [], key: "sk-sandbox-fast");
        }

        (await SendAsync(Core, [], key: "sk-sandbox-fast")).ShouldBeV2Error(429, "rate_limit_exceeded");
        (await _sandbox.Client.SendAsync(SandboxClient.Get("v1/user/balance", "sk-sandbox-fast"))).ShouldBeError(429, "rate_limit_exceeded");
    }

    [Theory]
    [InlineData("sandbox:refused", 403, "content_moderation")]
    [InlineData("sandbox:429", 429, "rate_limit_exceeded")]
    [InlineData("sandbox:500", 500, "internal_error")]
    [InlineData("sandbox:error", 500, "internal_error")]
    [InlineData("ein Leuchtturm, a фонарь", 422, "invalid_language")]
    public async Task Words_of_a_prompt_make_errors_that_cost_nothing(string prompt, int status, string name)
    {
        (await SendAsync(Core, [("prompt", prompt)])).ShouldBeV2Error(status, name);
        (await SendAsync(Core, [("prompt", "a tree"), ("negative_prompt", prompt)])).ShouldBeV2Error(status, name);

        Assert.Equal(10, await _sandbox.Client.CreditsAsync());
    }

    [Fact]
    public async Task A_filtered_picture_says_so()
    {
        var bytes = await SendAsync(Erase, [("image", InputFiles.Png(64, 64)), ("prompt", "sandbox:filtered")]);
        var json = await SendAsync(Erase, [("image", InputFiles.Png(64, 64)), ("prompt", "sandbox:filtered")], "application/json");

        Assert.Equal("CONTENT_FILTERED", bytes.Headers["finish-reason"]);
        Assert.Equal("CONTENT_FILTERED", json.Json.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Broken_answers_can_be_had()
    {
        IEnumerable<(string, object)> Fields(string word) => [("image", InputFiles.Png(64, 64)), ("prompt", word)];

        Assert.StartsWith("This is a text", (await SendAsync(Erase, Fields("sandbox:malformed"))).Text, StringComparison.Ordinal);
        Assert.Equal("{\"image\":", (await SendAsync(Erase, Fields("sandbox:malformed"), "application/json")).Text);
        Assert.Equal("text/html", (await SendAsync(Erase, Fields("sandbox:html"))).ContentType);
        (await SendAsync(Erase, Fields("sandbox:503"))).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(Erase, Fields("sandbox:cut"), key: "sk-sandbox-cut"));
    }

    private Task<Answer> SendAsync(string path, IEnumerable<(string, object)> fields, string? accept = null, string? key = SandboxServer.Key) =>
        _sandbox.Client.SendAsync(SandboxClient.Form(path, fields, accept, key));
}
