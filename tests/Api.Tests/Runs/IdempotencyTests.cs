using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Runs;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Runs;

/// <summary>Of all requests with one key one is paid for, whichever instance they reach, and all get its answer.</summary>
public abstract class IdempotencyTests : IDisposable
{
    private const string Key = "order-4711";
    private const string Prompt = """{"prompt": "A lighthouse"}""";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long a repeat waits before its second look.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly IRunStore _store;

    protected IdempotencyTests(IRunStore store) => _store = store;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_repeat_on_another_instance_gets_the_same_answer_and_is_not_paid_for()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var one = await StartAsync(upstream);
        await using var other = await StartAsync(upstream);

        var first = await SendAsync(one, Prompt, Key);
        var second = await SendAsync(other, Prompt, Key);

        Assert.Equal((200, false), (first.Status, first.Replayed));
        Assert.Equal((200, true), (second.Status, second.Replayed));
        Assert.Equal(Facts(first.Body), Facts(second.Body));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Repeats_that_come_while_it_runs_wait_for_it()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var one = await StartAsync(upstream.Upstream);
        await using var other = await StartAsync(upstream.Upstream);

        var calls = Enumerable.Range(0, 10).Select(index => SendAsync(index % 2 == 0 ? one : other, Prompt, Key)).ToList();
        await upstream.Called;
        upstream.Go();
        var answers = await Task.WhenAll(calls);

        Assert.Single(answers.Select(answer => Facts(answer.Body)).Distinct());
        Assert.Equal((1, 1), (answers.Count(answer => !answer.Replayed), upstream.Calls));
    }

    [Fact]
    public async Task A_run_goes_on_when_its_caller_goes_away_and_the_repeat_gets_its_answer()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var connector = await StartAsync(upstream.Upstream);
        using var caller = new CancellationTokenSource();

        var abandoned = SendAsync(connector, Prompt, Key, cancellationToken: caller.Token);
        await upstream.Called;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        var repeat = SendAsync(connector, Prompt, Key);
        upstream.Go();

        Assert.Equal((200, true, 1), ((await repeat).Status, (await repeat).Replayed, upstream.Calls));
    }

    [Fact]
    public async Task The_same_key_with_another_input_is_refused()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        await SendAsync(connector, Prompt, Key);
        var other = await SendAsync(connector, """{"prompt": "A cliff"}""", Key);
        var elsewhere = await SendAsync(connector, Prompt, Key, path: "api/actions/stability-generate-core");

        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Body["code"]!.GetValue<string>()));
        Assert.Equal(422, elsewhere.Status);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task The_same_input_in_another_order_or_form_is_the_same()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        await SendAsync(connector, """{"prompt": "x", "seed": 7}""", Key);
        var reordered = await SendAsync(connector, """{ "seed": "7", "prompt": "x" }""", Key);
        using var form = new MultipartFormDataContent { { new StringContent("x"), "prompt" }, { new StringContent("7"), "seed" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage) { Content = form, Headers = { { "Idempotency-Key", Key } } };
        using var asForm = await connector.Http.SendAsync(request);

        Assert.True(reordered.Replayed);
        Assert.Equal(["true"], asForm.Headers.GetValues("Idempotent-Replayed"));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Files_that_come_along_are_told_apart_by_their_bytes()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        Assert.Equal(HttpStatusCode.OK, await UploadAsync(connector, TestPng.Create(64, 64)));
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(connector, TestPng.Create(64, 64)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await UploadAsync(connector, TestPng.Create(64, 65)));
        Assert.Single(upstream.Requests);

        static async Task<HttpStatusCode> UploadAsync(TestConnector connector, byte[] image)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(image), "image", "image.png" } };
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/stability-upscale-fast") { Content = form, Headers = { { "Idempotency-Key", Key } } };
            using var response = await connector.Http.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task The_bytes_are_replayed_to_those_who_ask_for_them()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        await SendAsync(connector, Prompt, Key);
        using var request = Request(Prompt, Key, TestConnector.TextToImage);
        request.Headers.Accept.ParseAdd("image/png");
        using var response = await connector.Http.SendAsync(request);

        Assert.Equal(TestPng.Create(64, 64), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(["7"], response.Headers.GetValues("Seed"));
    }

    [Fact]
    public async Task A_failure_that_cost_nothing_is_tried_again()
    {
        var refused = true;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = refused ? 403 : 200;
            context.Response.ContentType = refused ? "application/json" : "image/png";
            await context.Response.Body.WriteAsync(refused ? """{"id": "1", "name": "content_moderation", "errors": ["no"]}"""u8.ToArray() : TestPng.Create(64, 64));
        });
        await using var connector = await StartAsync(upstream);

        var first = await SendAsync(connector, Prompt, Key);
        refused = false;
        var second = await SendAsync(connector, Prompt, Key);

        Assert.Equal((403, 200), (first.Status, second.Status));
    }

    [Fact]
    public async Task A_failure_that_may_have_been_charged_is_answered_again_and_not_paid_again()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64)[..40]);
        await using var connector = await StartAsync(upstream);

        var first = await SendAsync(connector, Prompt, Key);
        var second = await SendAsync(connector, Prompt, Key);

        Assert.Equal((502, 502, true), (first.Status, second.Status, second.Replayed));
        Assert.Equal(first.Body.ToJsonString(), second.Body.ToJsonString());
        Assert.True(second.Body["may_have_been_charged"]!.GetValue<bool>());
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task An_invalid_input_leaves_its_key_free()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        Assert.Equal(400, (await SendAsync(connector, """{"prompt": "x", "seed": -1}""", Key)).Status);
        Assert.Equal((200, false), (await SendAsync(connector, Prompt, Key)) is var (status, replayed, _) ? (status, replayed) : default);
    }

    [Fact]
    public async Task A_run_whose_instance_died_before_it_was_sent_is_taken_over()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        await AbandonAsync(upstream, connector, RunState.Running);

        var answer = await SendAsync(connector, Prompt, Key);

        Assert.Equal((200, false), (answer.Status, answer.Replayed));
    }

    [Fact]
    public async Task A_run_whose_instance_died_after_it_was_sent_is_never_sent_again()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        await AbandonAsync(upstream, connector, RunState.Sent);
        var before = upstream.Requests.Count;

        var answer = await SendAsync(connector, Prompt, Key);

        Assert.Equal((502, "run_interrupted", true), (answer.Status, answer.Body["code"]!.GetValue<string>(), answer.Replayed));
        Assert.True(answer.Body["may_have_been_charged"]!.GetValue<bool>());
        Assert.Equal(before, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_run_that_was_taken_for_dead_and_was_not_ends_with_its_answer_for_all()
    {
        // The slow one does not notice how the time passes, and renews nothing.
        var (slowTime, otherTime) = (new ManualTime(), new ManualTime());
        await using var upstream = await PausedUpstream.StartAsync();
        await using var slow = await TestConnector.StartAsync(upstream.Upstream, slowTime, _store.Settings);
        await using var other = await TestConnector.StartAsync(upstream.Upstream, otherTime, _store.Settings);
        var first = SendAsync(slow, Prompt, Key);
        await upstream.Called;

        var waiting = otherTime.WaitOf(FirstPause);
        var repeat = SendAsync(other, Prompt, Key);
        await waiting;
        otherTime.Advance(Lease);
        var meanwhile = await repeat;
        slowTime.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(slow, Prompt, Key);
        upstream.Go();
        var answer = await first;
        var later = await SendAsync(other, Prompt, Key);

        Assert.Equal("run_interrupted", meanwhile.Body["code"]!.GetValue<string>());
        Assert.Equal((200, 200, 1), (answer.Status, later.Status, upstream.Calls));
        Assert.Equal(Facts(answer.Body), Facts(later.Body));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_instance_whose_clock_is_an_hour_off_waits_for_the_living(int hours)
    {
        var time = new ShiftedTime { Shift = TimeSpan.FromHours(hours) };
        await using var upstream = await PausedUpstream.StartAsync();
        await using var one = await StartAsync(upstream.Upstream);
        await using var shifted = await TestConnector.StartAsync(upstream.Upstream, time, _store.Settings);
        var first = SendAsync(one, Prompt, Key);
        await upstream.Called;

        var repeat = SendAsync(shifted, Prompt, Key);
        await Task.WhenAny(repeat, time.WaitOf(FirstPause));
        time.Shift = -time.Shift;
        await Task.WhenAny(repeat, time.WaitOf(2 * FirstPause));
        upstream.Go();

        Assert.Equal((200, 200, 1), ((await first).Status, (await repeat).Status, upstream.Calls));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_instance_whose_clock_is_an_hour_off_waits_a_lease_for_the_dead(int hours)
    {
        var time = new ManualTime();
        time.Advance(TimeProvider.System.GetUtcNow() - time.GetUtcNow() + TimeSpan.FromHours(hours));
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await TestConnector.StartAsync(upstream, time, [.. _store.Settings, .. TestConnector.NoLimit]);
        await AbandonAsync(upstream, connector, RunState.Running, Lease);

        var waiting = time.WaitOf(FirstPause);
        var repeat = SendAsync(connector, Prompt, Key);
        await waiting;
        var waitingAgain = time.WaitOf(2 * FirstPause);
        time.Advance(Lease / 2);
        await waitingAgain;
        time.Advance(Lease / 2);

        var answer = await repeat;
        Assert.True(answer is { Status: 200, Replayed: false }, $"{answer.Status}: {answer.Body}");
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a\tb")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        await using var connector = await TestConnector.StartAsync(_store.Settings);
        using var request = Request(Prompt, key: null, TestConnector.TextToImage);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal("invalid_idempotency_key", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_step_of_a_workflow_that_is_repeated_by_its_host_is_paid_for_once()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        await StepAsync("run-1", "Draw", Prompt);
        Assert.True(await StepAsync("run-1", "Draw", Prompt));
        Assert.Single(upstream.Requests);

        Assert.False(await StepAsync("run-2", "Draw", Prompt));
        Assert.False(await StepAsync("run-1", "Draw_again", Prompt));
        Assert.False(await StepAsync("run-1", "Draw", """{"prompt": "A cliff"}"""));
        Assert.False(await StepAsync("run-1", "Draw", Prompt, ("x-ms-workflow-repeatitem-index", "0")));
        Assert.False(await StepAsync("run-1", "Draw", Prompt, ("x-ms-workflow-repeatitem-index", "1")));
        Assert.True(await StepAsync("run-1", "Draw", Prompt, ("X-MS-Workflow-Repeatitem-Index", "1")));

        async Task<bool> StepAsync(string run, string step, string json, params (string Name, string Value)[] headers)
        {
            using var request = Request(json, key: null, TestConnector.TextToImage);
            foreach (var (name, value) in headers.Append(("x-ms-workflow-run-id", run)).Append(("x-ms-workflow-operation-name", step)))
            {
                request.Headers.Add(name, value);
            }

            using var response = await connector.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return response.Headers.Contains("Idempotent-Replayed");
        }
    }

    private static Task<ScriptedUpstream> PngUpstreamAsync() =>
        ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64), ("Seed", "7"));

    private static HttpRequestMessage Request(string json, string? key, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    private static async Task<(int Status, bool Replayed, JsonNode Body)> SendAsync(
        TestConnector connector, string json, string key, string path = TestConnector.TextToImage, CancellationToken cancellationToken = default)
    {
        using var request = Request(json, key, path);
        using var response = await connector.Http.SendAsync(request, cancellationToken);
        return (
            (int)response.StatusCode,
            response.Headers.Contains("Idempotent-Replayed"),
            JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!);
    }

    /// <summary>What does not depend on when a link was signed.</summary>
    private static string Facts(JsonNode receipt) => $"{receipt["path"]} {receipt["files"]![0]!["sha256"]} {receipt["request_id"]}";

    /// <summary>Leaves the run as an instance does that is killed in this state.</summary>
    private async Task AbandonAsync(ScriptedUpstream upstream, TestConnector connector, RunState state, TimeSpan lease = default)
    {
        await SendAsync(connector, Prompt, Key);
        Assert.Single(upstream.Requests);
        var records = new RunRecords(_store.Records, TimeProvider.System);
        var (record, tag) = (await records.ReadAsync(RunKey.Of(Key), CancellationToken.None))!.Value;
        await records.TryWriteAsync(
            record with { State = state, Answer = null, Completed = null, Owner = "dead", Lease = lease }, tag, CancellationToken.None);
    }

    private Task<TestConnector> StartAsync(ScriptedUpstream upstream) => TestConnector.StartAsync(upstream, settings: _store.Settings);
}
