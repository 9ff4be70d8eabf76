using System.Net;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.FunctionsHost;
using Connector.Runs;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Functions.Tests.Worker;

/// <summary>Jobs, which the host carries on message by message.</summary>
public class JobFunctionTests(WorkerFixture workers) : WorkerTest(workers), IAsyncLifetime
{
    private const string Action = "api/actions/stability-generate-core";
    private const string SomeId = "0123456789abcdef0123456789abcdef";

    private static readonly byte[] Picture = TestPng.Create(64, 64);

    private ScriptedWorker _scripted = null!;

    private RunningWorker Worker => _scripted.Worker;

    /// <summary>The tests share a worker, and so the queue of its app.</summary>
    public async Task InitializeAsync()
    {
        _scripted = await Workers.ScriptedAsync();
        _scripted.Script(Picture);
        await Worker.Jobs.ClearAsync(Limit);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_job_is_carried_on_by_the_messages_that_the_host_brings()
    {
        var worker = await Workers.SandboxAsync();

        using var answer = await worker.Jobs.RunAsync(worker.Http, await worker.StartJobAsync(TextToImage), Limit);

        var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("dreamstudio-text-to-image/", receipt["path"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_comes_twice_at_once_is_one_call()
    {
        var paused = new PausedAnswer();
        _scripted.Script(paused.AnswerAsync);
        var job = await Worker.StartJobAsync(Action);
        var message = (await Worker.Jobs.TakeAsync(Limit))!;

        var first = Worker.Jobs.BringAsync(message, Limit);
        await paused.Called;
        await Worker.Jobs.BringAsync(message, Limit);

        // The second comes back when the first's lease would run out.
        Assert.Equal((null, 1), (await Worker.Jobs.TakeAsync(Limit), await Worker.Jobs.CountAsync(Limit)));
        paused.Go();
        await first;
        using var answer = await Worker.Http.GetAsync(job, Limit);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, _scripted.Requests.Count));
    }

    [Fact]
    public async Task A_job_that_upstream_works_on_is_looked_at_again_after_the_interval()
    {
        var worker = await Workers.SandboxAsync();
        await worker.Jobs.ClearAsync(Limit);
        var input = await worker.Http.ExampleAsync(Catalog.All.Find("stability-upscale-creative"));
        var job = await worker.StartJobAsync("api/actions/stability-upscale-creative", input.ToJsonString());

        await worker.Jobs.BringAsync((await worker.Jobs.TakeAsync(Limit))!, Limit);

        Assert.Equal("waiting", (await worker.GetJsonAsync(job, Limit))["status"]!.GetValue<string>());
        Assert.Equal((null, 1), (await worker.Jobs.TakeAsync(Limit), await worker.Jobs.CountAsync(Limit)));
    }

    [Fact]
    public async Task A_job_whose_message_is_lost_is_queued_again_once_somebody_looks_for_it()
    {
        var job = await Worker.StartJobAsync(Action);
        await Worker.Jobs.TakeAsync(Limit);

        await Worker.GetJsonAsync(job, Limit);
        Assert.Null(await Worker.Jobs.TakeAsync(Limit));

        await ForgetAsync(job.Segments[^1]);
        await Worker.GetJsonAsync(job, Limit);
        await Worker.GetJsonAsync(job, Limit);
        Assert.Equal(job.Segments[^1], await Worker.Jobs.TakeAsync(Limit));
        Assert.Null(await Worker.Jobs.TakeAsync(Limit));
    }

    [Fact]
    public async Task A_repeated_request_queues_its_job_again_in_case_the_first_could_not()
    {
        var key = Guid.NewGuid().ToString();
        var job = await StartAsync(key);
        await Worker.Jobs.TakeAsync(Limit);

        Assert.Equal(job, await StartAsync(key));

        using var answer = await Worker.Jobs.RunAsync(Worker.Http, job, Limit);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, _scripted.Requests.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("../secret")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    public async Task A_message_that_is_no_job_fails_so_that_the_host_puts_it_aside(string message)
    {
        var failure = await Assert.ThrowsAsync<WorkerInvocationException>(() => Worker.Jobs.BringAsync(message, Limit));

        Assert.Contains("not the id of a job", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_job_the_app_does_not_know_fails_and_is_not_dropped()
    {
        var failure = await Assert.ThrowsAsync<WorkerInvocationException>(() => Worker.Jobs.BringAsync(SomeId, Limit));

        Assert.Contains(SomeId, failure.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await Worker.Jobs.CountAsync(Limit), _scripted.Requests.Count));
    }

    [Fact]
    public async Task The_message_of_a_job_that_has_ended_is_done_with()
    {
        var job = await Worker.StartJobAsync(Action);
        using var answer = await Worker.Jobs.RunAsync(Worker.Http, job, Limit);

        await Worker.Jobs.BringAsync(job.Segments[^1], Limit);

        Assert.Equal((HttpStatusCode.OK, 0, 1), (answer.StatusCode, await Worker.Jobs.CountAsync(Limit), _scripted.Requests.Count));
    }

    [Fact]
    public async Task The_clock_deals_with_every_message_that_the_host_put_aside()
    {
        var job = await Worker.StartJobAsync(Action);
        await Worker.Jobs.TakeAsync(Limit);
        await Worker.Jobs.PutAsideAsync(job.Segments[^1], Limit);
        await Worker.Jobs.PutAsideAsync("what is this", Limit);

        await Worker.Host.InvokeTimerAsync("recover-jobs", Limit);

        // The job's message is there again, hidden for a minute; the other one is told in the log.
        Assert.Equal((0, null, 1), (await Worker.Jobs.CountAsideAsync(Limit), await Worker.Jobs.TakeAsync(Limit), await Worker.Jobs.CountAsync(Limit)));
        await Worker.Host.Log.WaitAsync(entry => entry.Message.Contains("what is this", StringComparison.Ordinal), Limit);
    }

    [Fact]
    public async Task The_clock_sweeps_the_store()
    {
        var (job, index) = (await Worker.StartJobAsync(Action), new List<string>());
        await ForgetAsync(job.Segments[^1]);

        await Worker.Host.InvokeTimerAsync("sweep", Limit);

        await foreach (var entry in Worker.Records.ListAsync("runs", Limit))
        {
            index.Add(entry.Name);
        }

        // By the store's clock the record is fresh: nothing that is in use is swept.
        Assert.Contains($"runs/{job.Segments[^1]}", index);
    }

    [Fact]
    public async Task A_host_that_no_longer_waits_for_a_message_cuts_off_no_paid_call()
    {
        var paused = new PausedAnswer();
        _scripted.Script(paused.AnswerAsync);
        var job = await Worker.StartJobAsync(Action);
        using var host = new CancellationTokenSource();
        var step = Worker.Jobs.BringAsync((await Worker.Jobs.TakeAsync(Limit))!, host.Token);
        await paused.Called;

        await host.CancelAsync();
        await Worker.GetJsonAsync(new Uri("api/health", UriKind.Relative), Limit);

        // The worker reads its host's messages one after the other: it has read the cancellation when it answers what came later.
        Assert.False(paused.IsAbandoned);
        paused.Go();
        await step;
        using var answer = await Worker.Http.GetAsync(job, Limit);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, _scripted.Requests.Count));
    }

    [Fact]
    public async Task A_store_that_fails_makes_the_host_bring_the_message_again()
    {
        await using var store = await ScriptedUpstream.StartAsync(403, "text/plain", []);
        await using var worker = await Workers.StartAsync((
            "Storage__ConnectionString",
            $"AccountName=played;AccountKey=c2VjcmV0;BlobEndpoint={store.BaseUrl.AbsoluteUri}played;QueueEndpoint={store.BaseUrl.AbsoluteUri}played"));

        var failure = await Assert.ThrowsAsync<WorkerInvocationException>(() => worker.Jobs.BringAsync(SomeId, Limit));

        Assert.False(failure.Cancelled);
        Assert.Contains(store.Requests, request => request.Path.Contains(SomeId, StringComparison.Ordinal));
    }

    /// <summary>Makes a job one that nobody has touched since long ago, which is when this clock stands.</summary>
    private async Task ForgetAsync(string id)
    {
        var records = new RunRecords(Worker.Records, new ManualTime());
        var (run, tag) = (await records.ReadAsync(id, Limit)).GetValueOrDefault();
        Assert.NotNull(await records.TryWriteAsync(run, tag, Limit));
    }

    private async Task<Uri> StartAsync(string key)
    {
        using var call = RunningWorker.Call(Action, key: key);
        call.Headers.Add("Prefer", "respond-async");
        using var answer = await Worker.Http.SendAsync(call, Limit);
        return answer.Headers.Location!;
    }
}
