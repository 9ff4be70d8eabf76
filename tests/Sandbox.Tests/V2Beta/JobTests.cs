using System.Net;
using Connector.Pictures;
using Connector.Sandbox.Inputs;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.V2Beta;

public sealed class JobTests : IAsyncLifetime
{
    private const string Creative = "v2beta/stable-image/upscale/creative";
    private const string Relight = "v2beta/stable-image/edit/replace-background-and-relight";
    private const string Audio = "v2beta/audio/stable-audio/text-to-audio";
    private const string Results = "v2beta/results/";

    private static readonly byte[] Image = InputFiles.Png(100, 80);

    private readonly ManualTime _time = new();
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(
        new SandboxOptions { Time = _time, AsyncDelay = TimeSpan.FromSeconds(5), RequestsPerWindow = 1000 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData(Creative, Results)]
    [InlineData(Creative, Creative + "/result/")]
    [InlineData(Relight, Results)]
    public async Task A_picture_is_started_with_200_and_fetched_later(string path, string results)
    {
        var id = await StartAsync(path, 200);

        var early = await GetAsync(results + id);
        early.ShouldBe(HttpStatusCode.Accepted);
        Assert.Equal($$"""{"id":"{{id}}","status":"in-progress"}""", early.Text);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        (await GetAsync(results + id)).ShouldBe(HttpStatusCode.Accepted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        var ready = await GetAsync(results + id);
        ready.ShouldBeOk();
        Assert.Equal(ImageFormat.Webp, ImageHeader.Read(ready.Body)!.Format);
        Assert.Equal("7", ready.Headers["seed"]);
        var json = await GetAsync(results + id, "application/json");
        Assert.Equal(ready.Body, json.Json.GetProperty("image").GetBytesFromBase64());
    }

    [Fact]
    public async Task Audio_is_started_with_202_and_has_a_place_of_its_own()
    {
        var id = await StartAsync(Audio, 202);
        _time.Advance(TimeSpan.FromSeconds(5));

        (await GetAsync(Results + id)).ShouldBeV2Error(404, "generation_not_found");
        var ready = await GetAsync("v2beta/audio/results/" + id);
        ready.ShouldBeOk();
        Assert.Equal(2.0, AudioHeader.Read(ready.Body)!.Seconds, tolerance: 0.03);
    }

    [Fact]
    public async Task Nothing_is_found_with_another_key_elsewhere_or_after_a_day()
    {
        var id = await StartAsync(Relight, 200);
        _time.Advance(TimeSpan.FromHours(23.9));
        (await GetAsync(Results + id)).ShouldBeOk();

        (await GetAsync(Results + id, key: "sk-sandbox-other")).ShouldBeV2Error(404, "generation_not_found");
        (await GetAsync(Creative + "/result/" + id)).ShouldBeV2Error(404, "generation_not_found");
        (await GetAsync(Results + new string('0', 64))).ShouldBeV2Error(404, "generation_not_found");
        (await GetAsync(Results + id, key: null)).ShouldBeV2Error(401, "unauthorized");
        _time.Advance(TimeSpan.FromHours(0.1));

        (await GetAsync(Results + id)).ShouldBeV2Error(404, "generation_not_found");
    }

    [Fact]
    public async Task A_start_is_charged_and_fetching_is_free()
    {
        var id = await StartAsync(Creative, 200);
        Assert.Equal(940, await _sandbox.Client.CreditsAsync());
        _time.Advance(TimeSpan.FromSeconds(5));

        await GetAsync(Results + id);
        await GetAsync(Results + id);

        Assert.Equal(940, await _sandbox.Client.CreditsAsync());
    }

    [Fact]
    public async Task What_a_word_does_to_an_answer_it_does_to_the_result()
    {
        var id = await StartAsync(Creative, 200, "sandbox:filtered");
        var broken = await StartAsync(Creative, 200, "sandbox:malformed");
        (await SendAsync(Creative, "sandbox:refused")).ShouldBeV2Error(403, "content_moderation");
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("CONTENT_FILTERED", (await GetAsync(Results + id)).Headers["finish-reason"]);
        Assert.StartsWith("This is a text", (await GetAsync(Results + broken)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_an_answer_that_is_not_there_is_refused()
    {
        var id = await StartAsync(Creative, 200);

        Assert.Equal(["accept: must be one of */*, application/json"], (await GetAsync(Results + id, "text/plain")).ShouldBeV2Error(400, "bad_request"));
    }

    private async Task<string> StartAsync(string path, int status, string prompt = "a tree")
    {
        var answer = await SendAsync(path, prompt);
        answer.ShouldBe((HttpStatusCode)status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(["id"], answer.Json.EnumerateObject().Select(property => property.Name));
        var id = answer.Json.GetProperty("id").GetString()!;
        Assert.Matches("^[0-9a-f]{64}$", id);
        return id;
    }

    private Task<Answer> SendAsync(string path, string prompt)
    {
        IEnumerable<(string, object)> fields = path switch
        {
            Creative => [("image", Image), ("prompt", prompt), ("output_format", "webp"), ("seed", "7")],
            Relight => [("subject_image", Image), ("background_prompt", prompt), ("output_format", "webp"), ("seed", "7")],
            _ => [("prompt", prompt), ("duration", "2")],
        };
        return _sandbox.Client.SendAsync(SandboxClient.Form(path, fields));
    }

    private Task<Answer> GetAsync(string path, string? accept = null, string? key = SandboxServer.Key)
    {
        var request = SandboxClient.Get(path, key);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return _sandbox.Client.SendAsync(request);
    }
}
