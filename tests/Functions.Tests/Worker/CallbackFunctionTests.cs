using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>Callbacks on the platform: messages of the job queue bring them.</summary>
public class CallbackFunctionTests(WorkerFixture workers) : WorkerTest(workers)
{
    [Fact]
    public async Task A_job_that_ends_leaves_a_message_that_calls_back_once()
    {
        await using var receiver = await ScriptedUpstream.StartAsync(204, "text/plain", []);
        await using var worker = await Workers.StartAsync(
            ("Sandbox__Enabled", "true"),
            ("Callbacks__Secret", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="),
            ("Callbacks__AllowHosts__0", receiver.BaseUrl.Authority));
        var job = await worker.StartJobAsync($"{TextToImage}/jobs", $$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.BaseUrl}}hook"}""");

        using var answer = await worker.Jobs.RunAsync(worker.Http, job, Limit);
        var pending = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!;
        var message = (await worker.Jobs.TakeAsync(Limit))!;
        await worker.Jobs.BringAsync(message, Limit);
        await worker.Jobs.BringAsync(message, Limit);

        Assert.Equal((HttpStatusCode.OK, "pending"), (answer.StatusCode, pending["callback"]!["status"]!.GetValue<string>()));
        Assert.StartsWith("callback-", message, StringComparison.Ordinal);
        Assert.Equal(pending["path"]!.GetValue<string>(), JsonNode.Parse(Assert.Single(receiver.Requests).Bytes)!["path"]!.GetValue<string>());
        Assert.Equal("delivered", (await worker.GetJsonAsync(job, Limit))["callback"]!["status"]!.GetValue<string>());
        Assert.Null(await worker.Jobs.TakeAsync(Limit));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_called_by_a_later_message()
    {
        await using var receiver = await ScriptedUpstream.StartAsync(503, "text/plain", []);
        await using var worker = await Workers.StartAsync(
            ("Sandbox__Enabled", "true"),
            ("Callbacks__Secret", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="),
            ("Callbacks__AllowHosts__0", receiver.BaseUrl.Authority));
        var job = await worker.StartJobAsync($"{TextToImage}/jobs", $$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.BaseUrl}}hook"}""");
        using var answer = await worker.Jobs.RunAsync(worker.Http, job, Limit);

        await worker.Jobs.BringAsync((await worker.Jobs.TakeAsync(Limit))!, Limit);

        var callback = (await worker.GetJsonAsync(job, Limit))["callback"]!;
        Assert.Equal(("pending", 503), (callback["status"]!.GetValue<string>(), callback["last_status"]!.GetValue<int>()));
        Assert.NotNull(callback["next_try"]);
        Assert.Equal((null, 1), (await worker.Jobs.TakeAsync(Limit), await worker.Jobs.CountAsync(Limit)));
    }
}
