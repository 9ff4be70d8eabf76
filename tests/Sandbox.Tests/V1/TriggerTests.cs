using System.Net;
using System.Text.Json;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.V1;

public sealed class TriggerTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private RunningSandbox _sandbox = null!;

    public static TheoryData<string?> Accepts => [null, "image/png"];

    public async Task InitializeAsync() =>
        _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Time = _time, Credits = 100 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("sandbox:refused", 400, "invalid_prompts")]
    [InlineData("A tree, Sandbox:REFUSED please", 400, "invalid_prompts")]
    [InlineData("sandbox:429", 429, "rate_limit_exceeded")]
    [InlineData("sandbox:500", 500, "server_error")]
    public async Task A_word_makes_an_error_that_costs_nothing(string prompt, int status, string name)
    {
        (await _sandbox.Client.GenerateAsync(SandboxClient.Body(prompt))).ShouldBeError(status, name);

        await ShouldHaveCostAsync(0);
    }

    [Fact]
    public async Task Any_prompt_of_a_request_may_hold_the_word()
    {
        const string Body = """{"width":128,"height":128,"text_prompts":[{"text":"a tree"},{"text":"sandbox:500","weight":-1}]}""";

        (await _sandbox.Client.GenerateAsync(Body)).ShouldBeError(500, "server_error");
    }

    [Fact]
    public async Task The_429_of_a_word_locks_nobody_out()
    {
        (await _sandbox.Client.GenerateAsync(SandboxClient.Body("sandbox:429"))).ShouldBeError(429, "rate_limit_exceeded");

        (await _sandbox.Client.GenerateAsync(SandboxClient.Body("a tree"))).ShouldBeOk();
    }

    [Fact]
    public async Task Unavailable_is_an_empty_503()
    {
        var answer = await _sandbox.Client.GenerateAsync(SandboxClient.Body("sandbox:503"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (answer.Status, answer.ContentType));
        Assert.Empty(answer.Body);
        await ShouldHaveCostAsync(0);
    }

    [Fact]
    public async Task A_filtered_picture_is_blurred_and_charged()
    {
        var clear = await _sandbox.Client.GenerateAsync(SandboxClient.Body("a city"), accept: "image/png");
        var filtered = await _sandbox.Client.GenerateAsync(SandboxClient.Body("a city sandbox:filtered"), accept: "image/png");

        filtered.ShouldBeOk();
        Assert.Equal("CONTENT_FILTERED", filtered.Headers["Finish-Reason"]);
        var blurred = PngFile.Decode(filtered.Body);
        Assert.Equal((128, 128), (blurred.Width, blurred.Height));
        Assert.InRange(blurred.SteepestStep(), 0, 8);
        Assert.InRange(PngFile.Decode(clear.Body).SteepestStep(), 20, 255);
        await ShouldHaveCostAsync(1.8);
    }

    [Theory]
    [InlineData("sandbox:filtered", "CONTENT_FILTERED", 1.8)]
    [InlineData("sandbox:error", "ERROR", 0)]
    [InlineData("a tree", "SUCCESS", 1.8)]
    public async Task The_finish_reason_is_in_every_artifact(string prompt, string finishReason, double cost)
    {
        var body = SandboxClient.Body(prompt, "\"samples\":2,\"width\":128,\"height\":128");

        var answer = await _sandbox.Client.GenerateAsync(body);

        answer.ShouldBeOk();
        Assert.Equal([finishReason, finishReason], answer.Artifacts.Select(artifact => artifact.GetProperty("finishReason").GetString()));
        await ShouldHaveCostAsync(cost);
    }

    [Fact]
    public async Task A_slow_answer_comes_after_five_seconds()
    {
        var slow = _sandbox.Client.GenerateAsync(SandboxClient.Body("sandbox:slow"));
        await _time.Started;
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await ShouldHaveCostAsync(0);
        Assert.False(slow.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await slow).ShouldBeOk();
        await ShouldHaveCostAsync(0.9);
    }

    [Fact]
    public async Task A_slow_answer_that_nobody_waits_for_is_given_up_and_not_charged()
    {
        using var cancel = new CancellationTokenSource();
        var slow = _sandbox.Client.SendAsync(SandboxClient.Generation(SandboxClient.Body("sandbox:slow")), cancel.Token);
        await _time.Started;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        await _time.Stopped;
        await ShouldHaveCostAsync(0);
    }

    [Theory]
    [MemberData(nameof(Accepts))]
    public async Task A_cut_answer_promises_more_than_it_sends(string? accept)
    {
        using var request = SandboxClient.Generation(SandboxClient.Body("sandbox:cut"), accept: accept);
        using var response = await _sandbox.Client.SendForHeadersAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(accept ?? "application/json", response.Content.Headers.ContentType?.ToString());
        var promised = response.Content.Headers.ContentLength!.Value;

        await using var body = await response.Content.ReadAsStreamAsync();
        using var received = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(received));

        Assert.InRange(promised, 1000, long.MaxValue);
        Assert.Equal(promised / 2, received.Length);
        await ShouldHaveCostAsync(0.9);
    }

    [Fact]
    public async Task Malformed_JSON_does_not_parse()
    {
        var answer = await _sandbox.Client.GenerateAsync(SandboxClient.Body("sandbox:malformed"));

        answer.ShouldBeOk();
        Assert.Equal("application/json", answer.ContentType);
        Assert.ThrowsAny<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task A_malformed_PNG_is_a_text()
    {
        var answer = await _sandbox.Client.GenerateAsync(SandboxClient.Body("sandbox:malformed"), accept: "image/png");

        answer.ShouldBeOk();
        Assert.Equal("image/png", answer.ContentType);
        Assert.StartsWith("This is a text", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accepts))]
    public async Task A_page_answers_200(string? accept)
    {
        var answer = await _sandbox.Client.GenerateAsync(SandboxClient.Body("sandbox:html"), accept: accept);

        answer.ShouldBeOk();
        Assert.Equal("text/html", answer.ContentType);
        Assert.StartsWith("<!doctype html>", answer.Text, StringComparison.Ordinal);
        await ShouldHaveCostAsync(0);
    }

    private async Task ShouldHaveCostAsync(double credits) => Assert.Equal(100 - credits, await _sandbox.Client.CreditsAsync(), precision: 10);
}
