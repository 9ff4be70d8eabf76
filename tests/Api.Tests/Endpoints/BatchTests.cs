using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Many inputs for one action.</summary>
public class BatchTests
{
    private const string Batches = "api/batches";

    /// <summary>How many jobs an instance carries on at once.</summary>
    private const int AtOnce = 8;

    private const int Size = 12;

    [Fact]
    public async Task Each_input_has_its_own_end_in_the_order_of_the_inputs()
    {
        await using var connector = await TestConnector.StartAsync();

        var (accepted, begun) = await connector.PostAsync(
            """
            {"action": "dreamstudio-text-to-image", "max_credits": 4.5, "inputs": [
              {"prompt": "Hills", "seed": 1}, {"prompt": "sandbox:filtered", "seed": 2}, {"prompt": "sandbox:filtered", "seed": 3, "on_filtered": "keep"},
              {"prompt": "sandbox:refused", "seed": 4}, {"prompt": "Hills", "seed": 5}]}
            """,
            path: Batches);
        var batch = await EndAsync(connector, begun);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(begun["batch_url"]!.GetValue<string>(), accepted.Headers.Location!.AbsoluteUri);
        Assert.NotNull(accepted.Headers.RetryAfter);
        Assert.Equal(("running", 5), (begun["status"]!.GetValue<string>(), begun["items"]!.AsArray().Count));
        Assert.Equal(["0 succeeded", "1 failed", "2 succeeded", "3 failed", "4 succeeded"], Items(batch).Select(item => $"{item["index"]} {item["status"]}"));
        Assert.Equal([1, null, 3, null, 5], Items(batch).Select(item => item["receipt"]?["files"]![0]!["seed"]!.GetValue<int>()));
        Assert.Equal([null, "content_filtered", null, "upstream_rejected", null], Items(batch).Select(item => item["problem"]?["code"]!.GetValue<string>()));
        Assert.Equal("CONTENT_FILTERED", Items(batch)[2]["receipt"]!["files"]![0]!["finish_reason"]!.GetValue<string>());
        Assert.Equal(("ended", 5, 3, 2, 5, 0, 0, 2.7m), (
            batch["status"]!.GetValue<string>(),
            batch["total"]!.GetValue<int>(),
            batch["succeeded"]!.GetValue<int>(),
            batch["failed"]!.GetValue<int>(),
            batch["ended"]!.GetValue<int>(),
            batch["running"]!.GetValue<int>(),
            batch["queued"]!.GetValue<int>(),
            batch["credits"]!.GetValue<decimal>()));
        Assert.Equal(Items(batch)[0]["receipt"]!.ToJsonString(), (await connector.GetJsonAsync(new Uri(Items(batch)[0]["job_url"]!.GetValue<string>()).AbsolutePath)).ToJsonString());
    }

    [Fact]
    public async Task All_problems_of_all_inputs_are_told_at_once_and_nothing_is_begun()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync(
            """
            {"action": "stability-upscale-fast", "inputs": [{}, {"image": "uploads/2026/11/21/0123456789abcdef0123456789abcdef.png"},
              {"image": "!!!", "output_format": "gif"}], "maxcredits": 5}
            """,
            path: Batches);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_input"), (response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Equal(
            ["inputs[0].image", "inputs[1].image", "inputs[2].image", "inputs[2].output_format", "maxcredits"],
            body["problems"]!.AsArray().Select(problem => problem!["parameter"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Contains("inputs[0]: image is required.", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
        Assert.Empty(connector.Files.Files);
    }

    [Theory]
    [InlineData("[]", 400, "invalid_json", "action and inputs")]
    [InlineData("{", 400, "invalid_json", "line 1")]
    [InlineData("""{"inputs": [{}]}""", 400, "invalid_input", "action is required.")]
    [InlineData("""{"action": "dreamstudio-text-to-imag", "inputs": [{}]}""", 404, "unknown_action", "Did you mean")]
    [InlineData("""{"action": "dreamstudio-text-to-image", "inputs": []}""", 400, "invalid_input", "inputs must have 1 to 100 items; received 0.")]
    [InlineData("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x"}, 5]}""", 400, "invalid_input", "inputs[1] must be an object; received 5.")]
    [InlineData("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x"}, {"prompt": "x"}], "max_credits": 1.7}""", 400, "invalid_input", "The batch costs 1.8 credits by the documented price; max_credits is 1.7.")]
    [InlineData("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x"}, {"prompt": "x", "engine_id": "e"}], "max_credits": 9}""", 400, "invalid_input", "inputs[1] has no documented price")]
    [InlineData("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x", "max_credits": 0.5}], "max_credits": 9}""", 400, "invalid_input", "inputs[0]: This call costs 0.9 credits")]
    public async Task A_batch_that_cannot_be_run_is_refused_whole(string json, int status, string code, string detail)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync(json, path: Batches);

        Assert.Equal((status, code), ((int)response.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Contains(detail, body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_batch_has_at_most_a_hundred_inputs_a_mebibyte_and_comes_as_json()
    {
        await using var connector = await TestConnector.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "action" } };

        var (_, many) = await connector.PostAsync(Body(101), path: Batches);
        var (large, _) = await connector.PostAsync(new string(' ', 1024 * 1024) + Body(1), path: Batches);
        var multipart = await connector.Http.PostAsync(new Uri(Batches, UriKind.Relative), form);

        Assert.Contains("received 101", many["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, multipart.StatusCode);
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_is_the_same_batch_and_costs_nothing()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream);

        var both = await Task.WhenAll(connector.PostAsync(Body(3), path: Batches, idempotencyKey: "k"), connector.PostAsync(Body(3), path: Batches, idempotencyKey: "k"));
        var ended = await EndAsync(connector, both[0].Body);
        var (again, repeated) = await connector.PostAsync(Body(3), path: Batches, idempotencyKey: "k");
        var (other, problem) = await connector.PostAsync(Body(4), path: Batches, idempotencyKey: "k");

        Assert.Equal(both[0].Body["batch_id"]!.GetValue<string>(), both[1].Body["batch_id"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.OK, "true"), (again.StatusCode, again.Headers.GetValues("Idempotent-Replayed").Single()));
        Assert.Equal(ended.ToJsonString(), repeated.ToJsonString());
        Assert.Equal((422, "idempotency_key_reused"), ((int)other.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Equal(3, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_batch_survives_a_restart_and_no_call_is_sent_twice()
    {
        var open = new TaskCompletionSource();
        await using var upstream = await StartUpstreamAsync(open.Task);
        await using var connector = await TestConnector.StartAsync(upstream);
        var (_, begun) = await connector.PostAsync(Body(Size), path: Batches);
        await UntilAsync(() => Task.FromResult(upstream.Requests.Count == AtOnce));

        await connector.StopAsync();
        open.SetResult();
        await using var next = await connector.StartAnotherAsync();
        var batch = await EndAsync(next, begun);

        Assert.Equal(
            [.. Enumerable.Repeat("failed run_interrupted", AtOnce), .. Enumerable.Repeat("succeeded ", Size - AtOnce)],
            Items(batch).Select(item => $"{item["status"]} {item["problem"]?["code"]}").Order(StringComparer.Ordinal));
        Assert.Equal(Size, upstream.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_ends_what_has_not_ended_and_says_what_may_have_been_charged()
    {
        // The clock stands still: what runs on this instance is stopped at once.
        await using var upstream = await StartUpstreamAsync(new TaskCompletionSource().Task);
        await using var connector = await TestConnector.StartAsync(upstream, new ManualTime());
        var (_, begun) = await connector.PostAsync(Body(Size), path: Batches);
        await UntilAsync(() => Task.FromResult(upstream.Requests.Count == AtOnce));

        var (_, running) = await GetAsync(connector, begun);
        var response = await connector.Http.DeleteAsync(UrlOf(begun));
        var batch = await EndAsync(connector, begun);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal((Size - AtOnce, AtOnce), (running["queued"]!.GetValue<int>(), running["running"]!.GetValue<int>()));
        Assert.All(Items(batch), item => Assert.Equal("run_cancelled", item["problem"]!["code"]!.GetValue<string>()));
        Assert.Equal(AtOnce, Items(batch).Count(item => item["problem"]!["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.NoContent, (await connector.Http.DeleteAsync(UrlOf(begun))).StatusCode);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("nothing")]
    public async Task An_unknown_batch_is_404(string id)
    {
        await using var connector = await TestConnector.StartAsync();
        var url = new Uri($"{Batches}/{id}", UriKind.Relative);

        foreach (var response in new[] { await connector.Http.GetAsync(url), await connector.Http.DeleteAsync(url) })
        {
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.Equal((HttpStatusCode.NotFound, "batch_not_found"), (response.StatusCode, problem["code"]!.GetValue<string>()));
        }
    }

    private static string Body(int size)
    {
        var inputs = new StringBuilder().AppendJoin(", ", Enumerable.Range(0, size).Select(index => $$"""{"prompt": "Hills {{index}}"}"""));
        return $$"""{"action": "dreamstudio-text-to-image", "inputs": [{{inputs}}]}""";
    }

    /// <summary>Draws a picture, once it may.</summary>
    private static Task<ScriptedUpstream> StartUpstreamAsync(Task? open = null) => ScriptedUpstream.StartAsync(async context =>
    {
        await (open ?? Task.CompletedTask).WaitAsync(context.RequestAborted);
        context.Response.ContentType = "image/png";
        await context.Response.Body.WriteAsync(TestPng.Create(64, 64), context.RequestAborted);
    });

    private static IReadOnlyList<JsonNode> Items(JsonNode batch) => [.. batch["items"]!.AsArray().Select(item => item!)];

    private static Uri UrlOf(JsonNode batch) => new($"{Batches}/{batch["batch_id"]}", UriKind.Relative);

    private static async Task<(HttpResponseMessage Response, JsonNode Body)> GetAsync(TestConnector connector, JsonNode batch)
    {
        var response = await connector.Http.GetAsync(UrlOf(batch));
        return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Looks at the batch until it has ended.</summary>
    private static async Task<JsonNode> EndAsync(TestConnector connector, JsonNode batch)
    {
        JsonNode? ended = null;
        await UntilAsync(async () =>
        {
            var (response, body) = await GetAsync(connector, batch);
            ended = body;
            Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
            return response.StatusCode == HttpStatusCode.OK;
        });
        return ended!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "It takes too long.");
            await Task.Yield();
        }
    }
}
