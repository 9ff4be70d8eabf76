using System.Net;
using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Callbacks;

public class CallbackTests
{
    [Fact]
    public async Task A_job_that_ends_calls_back_with_its_receipt_and_the_job_tells_what_the_receiver_said()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);

        var (accepted, begun) = await connector.PostAsync($$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.Url}}"}""", prefer: "respond-async");
        var call = Assert.Single(await receiver.UntilCalledAsync(1));
        var job = await CallbackReceiver.UntilAsync(connector, accepted.Headers.Location!.AbsolutePath, "delivered");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("waiting", begun["callback"]!["status"]!.GetValue<string>());
        Assert.Equal(job["path"]!.GetValue<string>(), CallbackReceiver.BodyOf(call)["path"]!.GetValue<string>());
        Assert.Equal((204, 1), (job["callback"]!["last_status"]!.GetValue<int>(), job["callback"]!["attempts"]!.GetValue<int>()));
        Assert.Equal($"{receiver.Url.GetLeftPart(UriPartial.Path)}", job["callback"]!["url"]!.GetValue<string>());
        Assert.Equal(["application/json", "POST"], [call.Headers["Content-Type"], call.Method]);
    }

    [Fact]
    public async Task A_job_that_fails_calls_back_with_its_problem()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(400, "application/json", """{"id": "x", "name": "bad_request", "message": "no"}"""u8.ToArray());
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, receiver.Settings);

        await connector.PostAsync($$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.Url}}"}""", prefer: "respond-async");
        var call = Assert.Single(await receiver.UntilCalledAsync(1));

        Assert.Equal("application/problem+json", call.Headers["Content-Type"]);
        Assert.Equal("upstream_rejected", CallbackReceiver.BodyOf(call)["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_address_may_come_in_a_header()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage)
        {
            Content = new StringContent("""{"prompt": "A lighthouse"}""", Encoding.UTF8, "application/json"),
            Headers = { { "Prefer", "respond-async" }, { "Callback-Url", receiver.Url.AbsoluteUri } },
        };

        using var batch = new HttpRequestMessage(HttpMethod.Post, "api/batches")
        {
            Content = new StringContent("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "A lighthouse"}]}""", Encoding.UTF8, "application/json"),
            Headers = { { "Callback-Url", receiver.Url.AbsoluteUri } },
        };

        using var accepted = await connector.Http.SendAsync(request);
        using var begun = await connector.Http.SendAsync(batch);
        await receiver.UntilCalledAsync(2);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (accepted.StatusCode, begun.StatusCode));
    }

    [Fact]
    public async Task A_batch_calls_back_once_when_every_run_has_ended()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        var inputs = string.Join(", ", Enumerable.Range(0, 5).Select(number => $$"""{"prompt": "picture {{number}}"}"""));

        var (accepted, _) = await connector.PostAsync(
            $$"""{"action": "dreamstudio-text-to-image", "inputs": [{{inputs}}], "callback_url": "{{receiver.Url}}"}""", path: "api/batches");
        await receiver.UntilCalledAsync(1);
        var batch = await CallbackReceiver.UntilAsync(connector, accepted.Headers.Location!.AbsolutePath, "delivered");

        var told = CallbackReceiver.BodyOf(Assert.Single(receiver.Requests));
        Assert.Equal(("ended", 5), (told["status"]!.GetValue<string>(), told["succeeded"]!.GetValue<int>()));
        Assert.Equal(accepted.Headers.Location!.AbsoluteUri, told["batch_url"]!.GetValue<string>());
        Assert.Equal(batch["batch_id"]!.GetValue<string>(), told["batch_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_called_by_the_server_that_comes_after()
    {
        var status = 503;
        await using var receiver = await CallbackReceiver.StartAsync(() => status);
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await connector.PostAsync($$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.Url}}"}""", prefer: "respond-async");
        await receiver.UntilCalledAsync(1);
        await connector.StopAsync();

        status = 200;
        await using var another = await connector.StartAnotherAsync();
        await receiver.UntilCalledAsync(2);

        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task A_call_that_is_waited_for_is_refused_with_a_callback_before_anything_is_sent()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time: null, receiver.Settings);

        var (refused, problem) = await connector.PostAsync($$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.Url}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("respond-async", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("http://flows.example/hook", "https://")]
    [InlineData("https://localhost/hook", "public internet")]
    [InlineData("https://flows.example:8443/hook", "port")]
    [InlineData("https://me:secret@flows.example/hook", "password")]
    [InlineData("hook", "https://")]
    public async Task An_address_that_may_not_be_called_is_refused_at_once(string url, string why)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);

        var (job, problem) = await connector.PostAsync($$"""{"prompt": "A lighthouse", "callback_url": "{{url}}"}""", prefer: "respond-async");
        var (batch, _) = await connector.PostAsync(
            $$"""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}], "callback_url": "{{url}}"}""", path: "api/batches");
        var (subscription, _) = await connector.PostAsync($$"""{"callback_url": "{{url}}", "events": ["file.created"]}""", path: "api/subscriptions");

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.BadRequest, 3), [job.StatusCode, batch.StatusCode, subscription.StatusCode]);
        Assert.Equal("callback_url", problem["problems"]![0]!["parameter"]!.GetValue<string>());
        Assert.Contains(why, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_comes_with_another_callback_is_refused_for_a_batch_as_for_a_job()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        string Batch(string more) => $$"""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}]{{more}}}""";
        string Job(string more) => $$"""{"prompt": "a"{{more}}}""";
        var callback = $", \"callback_url\": \"{receiver.Url}\"";

        await connector.PostAsync(Batch(""), path: "api/batches", idempotencyKey: "one");
        var (batch, _) = await connector.PostAsync(Batch(callback), path: "api/batches", idempotencyKey: "one");
        await connector.PostAsync(Job(""), idempotencyKey: "two", prefer: "respond-async");
        var (job, _) = await connector.PostAsync(Job(callback), idempotencyKey: "two", prefer: "respond-async");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (batch.StatusCode, job.StatusCode));
    }

    [Fact]
    public async Task An_address_in_an_input_of_a_batch_is_told_with_its_place()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);

        var (_, problem) = await connector.PostAsync(
            """{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}, {"prompt": "b", "callback_url": "https://127.0.0.1/"}], "callback_url": "file:///x"}""", path: "api/batches");

        Assert.Equal(["callback_url", "inputs[1].callback_url"], problem["problems"]!.AsArray().Select(one => one!["parameter"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_host_may_be_opened_with_the_port_that_addresses_leave_out()
    {
        await using var connector = await TestConnector.StartAsync(
            ("Callbacks__Secret", CallbackReceiver.Secret), ("Callbacks__AllowHosts__0", "flows.internal:443"), ("Callbacks__AllowHosts__1", "bücher.internal:80"));

        foreach (var url in new[] { "https://flows.internal/x", "http://bücher.internal/x", "http://xn--bcher-kva.internal:80/x" })
        {
            var (created, _) = await connector.PostAsync($$"""{"callback_url": "{{url}}", "events": ["batch.ended"]}""", path: "api/subscriptions");
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        var (refused, _) = await connector.PostAsync("""{"callback_url": "http://flows.internal/x", "events": ["batch.ended"]}""", path: "api/subscriptions");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("https://flows.internal")]
    [InlineData("*.corp.internal")]
    [InlineData("flows.internal/hook")]
    public async Task A_host_that_could_never_match_stops_the_start(string host)
    {
        var failure = await Assert.ThrowsAsync<Connector.Failures.ConnectorException>(() => TestConnector.StartAsync(("Callbacks__AllowHosts__0", host)));

        Assert.Contains("Callbacks__AllowHosts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_secret_nobody_is_called()
    {
        await using var connector = await TestConnector.StartAsync();

        var (refused, problem) = await connector.PostAsync("""{"prompt": "A lighthouse", "callback_url": "https://flows.example/hook"}""", prefer: "respond-async");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Callbacks__Secret", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_not_kept_in_the_recipe()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var connector = await TestConnector.StartAsync(receiver.Settings);
        await connector.PostAsync($$"""{"prompt": "A lighthouse", "callback_url": "{{receiver.Url}}"}""", prefer: "respond-async");
        var receipt = CallbackReceiver.BodyOf(Assert.Single(await receiver.UntilCalledAsync(1)));

        var recipe = await connector.GetJsonAsync($"api/recipes/{receipt["path"]!.GetValue<string>()}");

        Assert.Equal("A lighthouse", recipe["inputs"]!["prompt"]!.GetValue<string>());
        Assert.DoesNotContain("callback", recipe.ToJsonString(), StringComparison.Ordinal);
    }
}
