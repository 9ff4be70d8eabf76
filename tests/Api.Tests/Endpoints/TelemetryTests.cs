using System.Diagnostics;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class TelemetryTests
{
    [Fact]
    public async Task A_run_and_its_upstream_call_are_traced_and_counted_without_prompt_or_key()
    {
        var prompt = $"A lighthouse {Guid.NewGuid()}";
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var recorded = new TelemetryRecorder();

        var (_, receipt) = await connector.PostAsync($$"""{"prompt": "{{prompt}}"}""");
        var (_, problem) = await connector.PostAsync("""{"seed": -1}""");

        var run = recorded.Activity(receipt["request_id"]!.GetValue<string>());
        var call = recorded.ChildOf(run);
        Assert.Equal(("dreamstudio-text-to-image", ActivityStatusCode.Unset), (run.OperationName, run.Status));
        Assert.Equal(("POST /v1/generation/{engine_id}/text-to-image", ActivityKind.Client, 200), (call.OperationName, call.Kind, call.GetTagItem("http.response.status_code")));
        Assert.Equal((ActivityStatusCode.Error, "invalid_input"), Status(recorded.Activity(problem["request_id"]!.GetValue<string>())));
        Assert.Contains(("connector.action.saved", receipt["files"]![0]!["bytes"]!.GetValue<long>()), recorded.Measurements);
        Assert.Contains(("connector.action.credits", 0.9), recorded.Measurements);
        foreach (var name in new[] { "connector.action.runs", "connector.action.failures", "connector.action.duration" })
        {
            Assert.Contains(recorded.Measurements, measurement => measurement.Name == name);
        }

        var everything = string.Join(" ", new[] { run, call }.SelectMany(activity => activity.TagObjects.Select(tag => $"{tag.Value}")).Concat(recorded.Tags));
        Assert.DoesNotContain(prompt, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(TestConnector.Key, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_told_in_the_words_of_the_conventions_for_generative_AI_and_its_call_in_those_for_HTTP()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var recorded = new TelemetryRecorder();

        var (_, receipt) = await connector.PostAsync("""{"prompt": "x"}""");

        var run = recorded.Activity(receipt["request_id"]!.GetValue<string>());
        Assert.Equal(
            [
                ("gen_ai.operation.name", "generate_content"),
                ("gen_ai.output.type", "image"),
                ("gen_ai.provider.name", "stability_ai"),
                ("gen_ai.request.model", "stable-diffusion-xl-1024-v1-0"),
                ("server.address", "127.0.0.1"),
                ("server.port", upstream.BaseUrl.Port),
            ],
            Tags(run, "connector."));
        Assert.Equal(
            [
                ("http.request.method", "POST"),
                ("http.response.status_code", 200),
                ("server.address", "127.0.0.1"),
                ("server.port", upstream.BaseUrl.Port),
                ("url.scheme", "http"),
                ("url.template", "/v1/generation/{engine_id}/text-to-image"),
            ],
            Tags(recorded.ChildOf(run), "connector."));
        Assert.Contains(recorded.Measurements, measurement => measurement.Name == "gen_ai.client.operation.duration");
        Assert.Contains(recorded.Measurements, measurement => measurement.Name == "http.client.request.duration");
    }

    [Fact]
    public async Task A_model_that_nobody_has_taken_for_one_is_a_text_of_the_callers_and_not_told()
    {
        var name = $"secret-{Guid.NewGuid():N}";
        await using var upstream = await ScriptedUpstream.StartAsync(404, "application/json", "{}"u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);
        using var recorded = new TelemetryRecorder();

        var (_, problem) = await connector.PostAsync($$"""{"prompt": "x", "engine_id": "{{name}}"}""");

        var run = recorded.Activity(problem["request_id"]!.GetValue<string>());
        Assert.Equal(("upstream_not_found", null), (run.GetTagItem("error.type"), run.GetTagItem("gen_ai.request.model")));
        Assert.Equal("404", recorded.ChildrenOf(run).First(call => call.DisplayName.StartsWith("POST", StringComparison.Ordinal)).GetTagItem("error.type"));
        Assert.DoesNotContain(recorded.Everything, text => text.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_only_reads_is_no_generation()
    {
        await using var connector = await TestConnector.StartAsync();
        using var recorded = new TelemetryRecorder();

        var (_, receipt) = await connector.PostAsync("{}", path: "api/actions/dreamstudio-get-balance");

        Assert.Empty(Tags(recorded.Activity(receipt["request_id"]!.GetValue<string>()), "connector."));
    }

    [Fact]
    public async Task A_retry_is_traced_and_counted_as_one()
    {
        var statuses = new Queue<int>([503, 200]);
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.RetryAfter) = (statuses.Dequeue(), "image/png", "0");
            await context.Response.Body.WriteAsync(TestPng.Create(64, 64));
        });
        await using var connector = await TestConnector.StartAsync(upstream);
        using var recorded = new TelemetryRecorder();

        var (_, receipt) = await connector.PostAsync("""{"prompt": "x"}""");

        var calls = recorded.ChildrenOf(recorded.Activity(receipt["request_id"]!.GetValue<string>()));
        Assert.Equal([null, 1], calls.Select(call => call.GetTagItem("http.request.resend_count")));
        Assert.Equal([503, 200], calls.Select(call => call.GetTagItem("http.response.status_code")));
        Assert.Contains(("connector.upstream.calls", 1L), recorded.Measurements);
    }

    private static IEnumerable<(string, object?)> Tags(Activity activity, string but) =>
        activity.TagObjects.Where(tag => !tag.Key.StartsWith(but, StringComparison.Ordinal)).Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal);

    private static (ActivityStatusCode Status, string? Description) Status(Activity activity) => (activity.Status, activity.StatusDescription);
}
