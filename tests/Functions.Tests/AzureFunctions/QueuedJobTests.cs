using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>Jobs of a custom handler, which the Functions host carries on message by message.</summary>
public class QueuedJobTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Action = "api/actions/stability-generate-core";
    private const string SomeId = "0123456789abcdef0123456789abcdef";

    private readonly (string Name, string Value)[] _blobs =
        [("Storage__Kind", "blob"), ("Storage__ConnectionString", azurite.ConnectionString), ("Storage__Container", $"test-{Guid.NewGuid():N}")];

    private (string Name, string Value)[] Settings => [.. _blobs, ("FUNCTIONS_CUSTOMHANDLER_PORT", "7071"), ("FUNCTIONS_WORKER_RUNTIME", "custom")];

    /// <summary>Every test has the one queue that the function is bound to; what the one before left in it is none of its business.</summary>
    public async Task InitializeAsync()
    {
        var queue = new QueueClient(azurite.ConnectionString, QueueFunctionFacts.RunJob.Queue);
        await queue.CreateIfNotExistsAsync();
        await queue.ClearMessagesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_that_comes_twice_at_once_is_one_call()
    {
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            reached.SetResult();
            await release.Task;
            await AnswerAsync(context);
        });
        await using var connector = await TestConnector.StartAsync(upstream, time: null, Settings);
        var trigger = new PlayedQueueTrigger(azurite.ConnectionString, connector.Http);
        var job = await StartAsync(connector);
        var message = (await trigger.TakeAsync())!;

        var first = PlayedQueueTrigger.CallAsync(connector.Http, message);
        await reached.Task;
        using var second = await PlayedQueueTrigger.CallAsync(connector.Http, message);

        // The second comes back when the first's lease would run out.
        Assert.Equal((HttpStatusCode.OK, null, 1), (second.StatusCode, await trigger.TakeAsync(), await trigger.CountAsync()));
        release.SetResult();
        using var done = await first;
        using var answer = await trigger.RunAsync(connector.Http, job);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, 1), (done.StatusCode, answer.StatusCode, upstream.Requests.Count));
    }

    [Fact]
    public async Task A_job_that_upstream_works_on_is_looked_at_again_after_the_interval()
    {
        await using var connector = await TestConnector.StartAsync([.. Settings, ("Sandbox__Enabled", "true")]);
        var trigger = new PlayedQueueTrigger(azurite.ConnectionString, connector.Http);
        var input = await connector.Http.ExampleAsync(Catalog.All.Find("stability-upscale-creative"));
        var job = await StartAsync(connector, input.ToJsonString(), "api/actions/stability-upscale-creative");

        using var answer = await PlayedQueueTrigger.CallAsync(connector.Http, (await trigger.TakeAsync())!);

        var waiting = await connector.GetJsonAsync(job.PathAndQuery);
        Assert.Equal((HttpStatusCode.OK, "waiting"), (answer.StatusCode, waiting["status"]!.GetValue<string>()));
        Assert.Equal((null, 1), (await trigger.TakeAsync(), await trigger.CountAsync()));
    }

    [Fact]
    public async Task A_job_whose_message_is_lost_is_queued_again_once_somebody_looks_for_it()
    {
        var time = new ManualTime();
        await using var upstream = await ScriptedUpstream.StartAsync(AnswerAsync);
        await using var connector = await TestConnector.StartAsync(upstream, time, Settings);
        var trigger = new PlayedQueueTrigger(azurite.ConnectionString, connector.Http);
        var job = await StartAsync(connector);
        await trigger.TakeAsync();

        await connector.GetJsonAsync(job.PathAndQuery);
        Assert.Null(await trigger.TakeAsync());

        time.Advance(TimeSpan.FromMinutes(11));
        await connector.GetJsonAsync(job.PathAndQuery);
        await connector.GetJsonAsync(job.PathAndQuery);
        Assert.Equal(job.Segments[^1], await trigger.TakeAsync());
        Assert.Null(await trigger.TakeAsync());
    }

    [Fact]
    public async Task A_repeated_request_queues_its_job_again_in_case_the_first_could_not()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(AnswerAsync);
        await using var connector = await TestConnector.StartAsync(upstream, time: null, Settings);
        var trigger = new PlayedQueueTrigger(azurite.ConnectionString, connector.Http);
        connector.Http.DefaultRequestHeaders.Add("Idempotency-Key", "a key");
        var job = await StartAsync(connector);
        await trigger.TakeAsync();

        Assert.Equal(job, await StartAsync(connector));

        using var answer = await trigger.RunAsync(connector.Http, job);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, upstream.Requests.Count));
    }

    [Fact]
    public async Task A_store_that_fails_makes_the_host_bring_the_message_again()
    {
        await using var store = await ScriptedUpstream.StartAsync(403, "text/plain", []);
        var account = $"AccountName=played;AccountKey=c2VjcmV0;BlobEndpoint={store.BaseUrl.AbsoluteUri}played;QueueEndpoint={store.BaseUrl.AbsoluteUri}played";
        await using var connector = await TestConnector.StartAsync([.. Settings.Where(setting => setting.Name != "Storage__ConnectionString"), ("Storage__ConnectionString", account)]);

        using var answer = await PlayedQueueTrigger.CallAsync(connector.Http, SomeId);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("storage_unavailable", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data": {"id": 5}}""")]
    [InlineData("""{"Data": {"id": null}}""")]
    [InlineData("""{"Data": {"id": "\"../secret\""}}""")]
    public async Task A_message_that_is_no_job_fails_so_that_the_host_puts_it_aside(string body)
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        using var answer = await PlayedQueueTrigger.CallAsync(connector.Http, JsonNode.Parse(body)!);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_message_whose_job_is_gone_is_done_with_and_needs_no_access_key()
    {
        await using var connector = await TestConnector.StartAsync([.. Settings, ("Access__Keys__0", "a key")]);

        using var answer = await PlayedQueueTrigger.CallAsync(connector.Http, SomeId);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_self_host_with_blobs_takes_no_messages_and_carries_jobs_on_itself()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(AnswerAsync);
        await using var connector = await TestConnector.StartAsync(upstream, time: null, _blobs);

        using var message = await PlayedQueueTrigger.CallAsync(connector.Http, SomeId);
        var job = await StartAsync(connector);

        Assert.Equal(HttpStatusCode.NotFound, message.StatusCode);
        HttpResponseMessage answer;
        do
        {
            answer = await connector.Http.GetAsync(job);
        }
        while (answer.StatusCode == HttpStatusCode.Accepted);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "image/png";
        return context.Response.Body.WriteAsync(TestPng.Create(64, 64)).AsTask();
    }

    private static async Task<Uri> StartAsync(TestConnector connector, string json = """{"prompt": "A lighthouse"}""", string path = Action)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await connector.Http.StartRunAsync(path, content);
    }
}
