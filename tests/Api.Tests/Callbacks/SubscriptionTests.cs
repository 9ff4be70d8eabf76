using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callbacks;

public class SubscriptionTests
{
    private const string Prompt = """{"prompt": "A lighthouse"}""";

    [Fact]
    public async Task A_subscription_is_listed_read_and_ended()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);

        var (created, body) = await SubscribeAsync(connector, receiver, "\"file.created\"");
        var read = await connector.GetJsonAsync(created.Headers.Location!.AbsolutePath);
        var listed = await connector.GetJsonAsync("api/subscriptions");
        using var ended = await connector.Http.DeleteAsync(created.Headers.Location);
        using var again = await connector.Http.DeleteAsync(created.Headers.Location);
        await connector.PostAsync(Prompt);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(body.ToJsonString(), read.ToJsonString());
        Assert.Equal(body.ToJsonString(), Assert.Single(listed["subscriptions"]!.AsArray())!.ToJsonString());
        Assert.DoesNotContain("token=secret", listed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, again.StatusCode));
        Assert.Empty((await connector.GetJsonAsync("api/subscriptions"))["subscriptions"]!.AsArray());
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Each_file_is_told_of_whoever_waited_for_it()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await SubscribeAsync(connector, receiver, "\"file.created\"");

        var (_, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse", "samples": 2}""");
        await receiver.UntilCalledAsync(2);
        var (job, _) = await connector.PostAsync(Prompt, prefer: "respond-async");
        await receiver.UntilCalledAsync(3);

        var events = receiver.Requests.Select(CallbackReceiver.BodyOf).ToList();
        Assert.All(events, told => Assert.Equal("file.created", told["type"]!.GetValue<string>()));
        Assert.Equal(
            receipt["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()).Order(StringComparer.Ordinal),
            events.Take(2).Select(told => told["data"]!["path"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(job.Headers.Location!.Segments[^1], events[2]["data"]!["job_id"]!.GetValue<string>());
        Assert.Equal("dreamstudio-text-to-image", events[2]["data"]!["action"]!.GetValue<string>());
        using var anybody = new HttpClient();
        Assert.NotEmpty(await anybody.GetByteArrayAsync(new Uri(events[2]["data"]!["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Calls_with_one_request_id_are_told_of_one_by_one_and_a_repeat_is_not()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await SubscribeAsync(connector, receiver, "\"file.created\"");

        connector.Http.DefaultRequestHeaders.Add("X-Request-Id", "mine");
        await connector.PostAsync(Prompt);
        await connector.PostAsync(Prompt);
        await connector.PostAsync(Prompt, idempotencyKey: "one");
        await connector.PostAsync(Prompt, idempotencyKey: "one");
        await connector.PostAsync("""{"prompt": "The last"}""");
        await receiver.UntilCalledAsync(4);

        Assert.Equal(4, receiver.Requests.Count);
        Assert.Equal(4, receiver.Requests.Select(request => CallbackReceiver.BodyOf(request)["data"]!["path"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task A_run_that_fails_is_told_of_and_one_that_is_refused_is_not()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(400, "application/json", """{"id": "x", "name": "bad_request", "message": "no"}"""u8.ToArray());
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, receiver.Settings);
        await SubscribeAsync(connector, receiver, "\"run.failed\", \"file.created\"");

        await connector.PostAsync("""{"prompt": "A lighthouse", "height": 513}""");
        await connector.PostAsync(Prompt);
        await receiver.UntilCalledAsync(1);

        var told = CallbackReceiver.BodyOf(Assert.Single(receiver.Requests));
        Assert.Equal(("run.failed", "upstream_rejected"), (told["type"]!.GetValue<string>(), told["data"]!["problem"]!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_batch_that_has_ended_is_told_of_once()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await SubscribeAsync(connector, receiver, "\"batch.ended\"");

        var (accepted, _) = await connector.PostAsync(
            """{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}, {"prompt": "b"}]}""", path: "api/batches");
        await receiver.UntilCalledAsync(1);

        var told = CallbackReceiver.BodyOf(Assert.Single(receiver.Requests));
        Assert.Equal(("batch.ended", "ended"), (told["type"]!.GetValue<string>(), told["data"]!["status"]!.GetValue<string>()));
        Assert.Equal(accepted.Headers.Location!.AbsoluteUri, told["data"]!["batch_url"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_asks_for_one_action_is_told_of_that_alone()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await SubscribeAsync(connector, receiver, "\"file.created\"", """, "action": "stability-generate-core" """);

        await connector.PostAsync(Prompt);
        await connector.PostAsync(Prompt, path: "api/actions/stability-generate-core");
        await receiver.UntilCalledAsync(1);

        Assert.Equal("stability-generate-core", CallbackReceiver.BodyOf(Assert.Single(receiver.Requests))["data"]!["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_subscription_is_told_at_once()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);

        var (refused, problem) = await connector.PostAsync("""{"callback_url": "http://a", "events": ["file.deleted"], "formt": "webhook"}""", path: "api/subscriptions");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(["callback_url", "events[0]", "formt"], problem["problems"]!.AsArray().Select(one => one!["parameter"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    private static Task<(HttpResponseMessage Response, JsonNode Body)> SubscribeAsync(
        TestConnector connector, CallbackReceiver receiver, string events, string more = "") =>
        connector.PostAsync($$"""{"callback_url": "{{receiver.Url}}", "events": [{{events}}]{{more}}}""", path: "api/subscriptions");
}
