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
        Assert.Equal(("POST dreamstudio", ActivityKind.Client, 200), (call.OperationName, call.Kind, call.GetTagItem("http.response.status_code")));
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

    private static (ActivityStatusCode Status, string? Description) Status(Activity activity) => (activity.Status, activity.StatusDescription);
}
