using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Runs;

/// <summary>Runs that nobody waits for: they end, whatever stops meanwhile, and none is sent twice.</summary>
public abstract class JobTests : IDisposable
{
    private const string Prompt = """{"prompt": "A lighthouse"}""";

    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] Png = TestPng.Create(64, 64);

    private readonly IRunStore _store;

    protected JobTests(IRunStore store) => _store = store;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_job_answers_202_until_it_has_ended_and_then_as_the_action_would_have()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var connector = await StartAsync(upstream.Upstream);

        using var accepted = await StartJobAsync(connector, Prompt);
        var job = accepted.Headers.Location!;
        await upstream.Called;
        using var early = await connector.Http.GetAsync(job);
        upstream.Go();
        using var done = await EndAsync(connector, job);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(["respond-async"], accepted.Headers.GetValues("Preference-Applied"));
        Assert.NotNull(accepted.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.Accepted, "running", job), (early.StatusCode, (await BodyAsync(early))["status"]!.GetValue<string>(), early.Headers.Location));
        var receipt = await BodyAsync(done);
        Assert.Equal((HttpStatusCode.OK, 7), (done.StatusCode, receipt["files"]![0]!["seed"]!.GetValue<int>()));
        using var anybody = new HttpClient();
        Assert.Equal(Png, await anybody.GetByteArrayAsync(new Uri(receipt["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_repeat_of_an_ended_job_tells_its_end_as_a_look_at_it_does()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        var (first, _) = await connector.PostAsync(Prompt, idempotencyKey: "one", prefer: "respond-async");
        using var done = await EndAsync(connector, first.Headers.Location!);

        var (again, receipt) = await connector.PostAsync(Prompt, idempotencyKey: "one", prefer: "respond-async");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal((await BodyAsync(done))["path"]!.GetValue<string>(), receipt["path"]?.GetValue<string>());
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task An_ended_job_gives_the_bytes_to_those_who_ask_for_them()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        using var accepted = await StartJobAsync(connector, Prompt);
        using var done = await EndAsync(connector, accepted.Headers.Location!);

        using var request = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location!) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("image/png") } } };
        using var bytes = await connector.Http.SendAsync(request);

        Assert.Equal(Png, await bytes.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_bad_input_is_told_at_once_and_leaves_nothing()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);

        using var refused = await StartJobAsync(connector, """{"prompt": "x", "seed": -1}""");
        using var missing = await StartJobAsync(connector, """{"image": "no/such.png"}""", path: "api/actions/stability-upscale-fast");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (refused.StatusCode, missing.StatusCode));
        Assert.Empty(await ToListAsync(_store.Records.ListAsync("runs", CancellationToken.None)));
    }

    [Fact]
    public async Task A_file_that_came_along_is_there_when_the_job_runs_and_gone_when_it_has_ended()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        var bytes = TestPng.Create(80, 80);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "image", "image.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/stability-upscale-fast?wait=false") { Content = form };

        using var accepted = await connector.Http.SendAsync(request);
        using var done = await EndAsync(connector, accepted.Headers.Location!);

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains(Encoding.UTF8.GetString(bytes), Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
        await UntilAsync(async () => (await connector.GetJsonAsync("api/files?prefix=job-inputs/"))["files"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task A_failed_job_answers_its_problem()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(403, "application/json", """{"id": "1", "name": "content_moderation", "errors": ["no"]}"""u8.ToArray());
        await using var connector = await StartAsync(upstream);

        using var accepted = await StartJobAsync(connector, Prompt);
        using var done = await EndAsync(connector, accepted.Headers.Location!);

        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (done.StatusCode, done.Content.Headers.ContentType!.MediaType));
        Assert.False((await BodyAsync(done))["may_have_been_charged"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_same_key_is_the_same_job_and_a_waiting_caller_gets_its_answer()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var connector = await StartAsync(upstream.Upstream);

        using var first = await StartJobAsync(connector, Prompt, key: "k");
        using var second = await StartJobAsync(connector, Prompt, key: "k");
        using var waiting = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage) { Content = Json(Prompt), Headers = { { "Idempotency-Key", "k" } } };
        var waited = connector.Http.SendAsync(waiting);
        await upstream.Called;
        upstream.Go();

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal(HttpStatusCode.OK, (await waited).StatusCode);
        Assert.Equal(1, upstream.Calls);
    }

    [Fact]
    public async Task A_running_job_is_cancelled_and_says_that_it_may_have_been_charged()
    {
        var time = new ManualTime();
        await using var upstream = await PausedUpstream.StartAsync();
        await using var connector = await TestConnector.StartAsync(upstream.Upstream, time, _store.Settings);
        using var accepted = await StartJobAsync(connector, Prompt);
        await upstream.Called;

        using var cancelled = await connector.Http.DeleteAsync(accepted.Headers.Location);
        using var done = await EndAsync(connector, accepted.Headers.Location!);
        using var again = await connector.Http.DeleteAsync(accepted.Headers.Location);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        var problem = await BodyAsync(done);
        Assert.Equal(("run_cancelled", true), (problem["code"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        Assert.Equal((HttpStatusCode.Conflict, "job_ended"), (again.StatusCode, (await BodyAsync(again))["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(RunState.Queued)]
    [InlineData(RunState.Running)]
    public async Task A_job_that_a_killed_server_left_unsent_runs_when_another_starts(RunState state)
    {
        await using var upstream = await PngUpstreamAsync();
        var job = await LeaveAsync(state);

        await using var connector = await StartAsync(upstream);
        using var done = await EndAsync(connector, job);

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task A_job_whose_server_was_killed_before_it_was_in_the_queue_runs_when_its_caller_repeats_it()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        using var first = await StartJobAsync(connector, Prompt, key: "k");
        using var ended = await EndAsync(connector, first.Headers.Location!);
        await UntilAsync(async () => (await ToListAsync(_store.Records.ListAsync("queue", CancellationToken.None))).Count == 0);
        var records = new RunRecords(_store.Records, TimeProvider.System);
        var (run, tag) = (await records.ReadAsync(RunKey.Of("k"), CancellationToken.None))!.Value;
        using var input = System.Text.Json.JsonDocument.Parse(Prompt);
        await records.TryWriteAsync(run with { State = RunState.Queued, Answer = null, Completed = null, Input = input.RootElement.Clone() }, tag, CancellationToken.None);

        using var repeat = await StartJobAsync(connector, Prompt, key: "k");
        using var done = await EndAsync(connector, repeat.Headers.Location!);

        Assert.Equal((HttpStatusCode.OK, 2), (done.StatusCode, upstream.Requests.Count));
    }

    [Fact]
    public async Task A_job_that_a_killed_server_had_sent_ends_without_being_sent_again()
    {
        await using var upstream = await PngUpstreamAsync();
        var job = await LeaveAsync(RunState.Sent);

        await using var connector = await StartAsync(upstream);
        using var done = await EndAsync(connector, job);

        Assert.Equal("run_interrupted", (await BodyAsync(done))["code"]!.GetValue<string>());
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_server_that_stops_lets_its_unsent_jobs_go_for_the_next()
    {
        await using var upstream = await PngUpstreamAsync();
        Uri job;
        await using (var unreachable = await TestConnector.StartAsync([.. _store.Settings, ("Apps:dreamstudio:base_url", "http://127.0.0.1:1"), ("STABILITY_API_KEY", "sk-x"), ("Upstream__Retries", "10")]))
        {
            using var accepted = await StartJobAsync(unreachable, Prompt);
            job = accepted.Headers.Location!;
        }

        await using var connector = await StartAsync(upstream);
        using var done = await EndAsync(connector, job);

        // It was let go, or it had failed without a charge: either way nothing is lost and nothing is paid twice.
        Assert.True(done.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadGateway);
        Assert.InRange(upstream.Requests.Count, 0, 1);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("..%2f..%2fetc")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task An_unknown_job_is_not_found(string id)
    {
        await using var connector = await TestConnector.StartAsync(_store.Settings);

        using var looked = await connector.Http.GetAsync(new Uri($"api/jobs/{id}", UriKind.Relative));
        using var cancelled = await connector.Http.DeleteAsync(new Uri($"api/jobs/{id}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (looked.StatusCode, cancelled.StatusCode));
        Assert.Equal("job_not_found", (await BodyAsync(looked))["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"id": "cut off", "act""")]
    [InlineData("""{"of": "another program"}""")]
    [InlineData(null)]
    public async Task A_record_that_cannot_be_read_is_told_to_whoever_asks_and_nothing_is_begun_in_its_place(string? content)
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        using var accepted = await StartJobAsync(connector, Prompt, key: "k");
        var job = accepted.Headers.Location!;
        using var done = await EndAsync(connector, job);
        await ReplaceAsync(job.Segments[^1], content);

        using var looked = await connector.Http.GetAsync(job);
        using var cancelled = await connector.Http.DeleteAsync(job);
        using var repeated = await StartJobAsync(connector, Prompt, key: "k");
        var (waiting, _) = await connector.PostAsync(Prompt, idempotencyKey: "k");
        using var another = await StartJobAsync(connector, Prompt);
        using var anothersEnd = await EndAsync(connector, another.Headers.Location!);

        foreach (var answer in new[] { looked, cancelled, repeated, waiting })
        {
            var problem = await BodyAsync(answer);
            Assert.Equal((HttpStatusCode.Conflict, "record_unreadable"), (answer.StatusCode, problem["code"]!.GetValue<string>()));
            Assert.True(problem["may_have_been_charged"]!.GetValue<bool>());
            Assert.Contains(job.Segments[^1], problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Equal((HttpStatusCode.OK, 2), (anothersEnd.StatusCode, upstream.Requests.Count));
    }

    [Fact]
    public async Task A_batch_with_a_record_that_cannot_be_read_is_looked_at_and_cancelled_all_the_same()
    {
        await using var upstream = await PngUpstreamAsync();
        await using var connector = await StartAsync(upstream);
        var (_, begun) = await connector.PostAsync("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}, {"prompt": "b"}]}""", path: "api/batches");
        var batch = new Uri($"api/batches/{begun["batch_id"]}", UriKind.Relative);
        using var first = await EndAsync(connector, new Uri(begun["items"]![0]!["job_url"]!.GetValue<string>()));
        using var second = await EndAsync(connector, new Uri(begun["items"]![1]!["job_url"]!.GetValue<string>()));
        await ReplaceAsync(new Uri(begun["items"]![0]!["job_url"]!.GetValue<string>()).Segments[^1], "{");

        using var looked = await connector.Http.GetAsync(batch);
        using var cancelled = await connector.Http.DeleteAsync(batch);

        var seen = await BodyAsync(looked);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (looked.StatusCode, cancelled.StatusCode));
        Assert.Equal("record_unreadable", seen["items"]![0]!["problem"]!["code"]!.GetValue<string>());
        Assert.NotNull(seen["items"]![1]!["receipt"]);
    }

    /// <summary>Puts something else in the place of a run's record; null for one of a later version.</summary>
    private async Task ReplaceAsync(string id, string? content)
    {
        var name = $"runs/{id}";
        var stored = (await _store.Records.ReadAsync(name, CancellationToken.None))!;
        if (content is null)
        {
            var later = JsonNode.Parse(stored.Content.Span)!;
            later["version"] = VersionedRecord.Latest + 1;
            content = later.ToJsonString();
        }

        Assert.NotNull(await _store.Records.TryReplaceAsync(name, Encoding.UTF8.GetBytes(content), stored.Tag, CancellationToken.None));
    }

    private static Task<ScriptedUpstream> PngUpstreamAsync() => ScriptedUpstream.StartAsync(200, "image/png", Png, ("Seed", "7"));

    protected static StringContent Json(string json) => new(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));

    protected static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static async Task<HttpResponseMessage> StartJobAsync(TestConnector connector, string json, string? key = null, string path = TestConnector.TextToImage)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json), Headers = { { "Prefer", "respond-async" } } };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await connector.Http.SendAsync(request);
    }

    /// <summary>The job's last answer. Another server has it under the same path.</summary>
    private protected static async Task<HttpResponseMessage> EndAsync(TestConnector connector, Uri job)
    {
        HttpResponseMessage? answer = null;
        await UntilAsync(async () =>
        {
            answer?.Dispose();
            answer = await connector.Http.GetAsync(new Uri(job.AbsolutePath, UriKind.Relative));
            return answer.StatusCode != HttpStatusCode.Accepted;
        });
        return answer!;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>Leaves a job as a server does that is killed in this state.</summary>
    private async Task<Uri> LeaveAsync(RunState state)
    {
        var id = RunKey.New();
        using var input = System.Text.Json.JsonDocument.Parse(Prompt);
        var run = new RunRecord
        {
            Id = id,
            Action = "dreamstudio-text-to-image",
            Fingerprint = "",
            State = state,
            Created = DateTimeOffset.UnixEpoch,
            RequestId = "before",
            Owner = "dead",
            Lease = TimeSpan.Zero,
            Input = input.RootElement.Clone(),
        };
        await new RunRecords(_store.Records, TimeProvider.System).TryWriteAsync(run, tag: null, CancellationToken.None);
        await new JobIndex(_store.Records, TimeProvider.System).AddAsync(new JobTicket(id), CancellationToken.None);
        return new Uri($"http://gone/api/jobs/{id}");
    }

    private Task<TestConnector> StartAsync(ScriptedUpstream upstream) => TestConnector.StartAsync(upstream, settings: _store.Settings);
}
