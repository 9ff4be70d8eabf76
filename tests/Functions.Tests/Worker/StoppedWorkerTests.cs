using System.Net;
using System.Text.Json.Nodes;
using Connector.FunctionsHost;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>Workers that are asked to stop, or are killed, while upstream works on what will be paid for.</summary>
public class StoppedWorkerTests(WorkerFixture workers) : WorkerTest(workers)
{
    [SignalFact]
    public async Task A_worker_that_is_asked_to_stop_finishes_the_call_in_flight_and_exits_with_success()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var worker = await Workers.StartAsync(upstream.Upstream);
        using var call = RunningWorker.Call(TextToImage);
        var run = worker.Http.SendAsync(call, Limit);
        await upstream.Called;

        await worker.Host.Process.TerminateAsync(Limit);
        await worker.StoppingAsync(Limit);
        upstream.Go();

        using var answer = await run;
        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, await worker.Host.Process.ExitAsync(Limit)));
    }

    [SignalFact]
    public async Task It_finishes_the_job_in_flight_too()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var worker = await Workers.StartAsync(upstream.Upstream);
        await worker.Jobs.ClearAsync(Limit);
        var job = await worker.StartJobAsync(TextToImage);
        var step = worker.Jobs.BringAsync((await worker.Jobs.TakeAsync(Limit))!, Limit);
        await upstream.Called;

        await worker.Host.Process.TerminateAsync(Limit);
        await worker.StoppingAsync(Limit);
        upstream.Go();

        await step;
        Assert.Equal(0, await worker.Host.Process.ExitAsync(Limit));
        await worker.Host.RestartAsync(Limit);
        using var ended = await worker.Http.GetAsync(job, Limit);
        Assert.Equal((HttpStatusCode.OK, 1), (ended.StatusCode, upstream.Calls));
    }

    [Fact]
    public async Task A_host_that_stops_lets_the_worker_finish_what_is_in_flight()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var worker = await Workers.StartAsync(upstream.Upstream);
        using var call = RunningWorker.Call(TextToImage, key: "key");
        var run = worker.Http.SendAsync(call, Limit);
        await upstream.Called;

        var exit = worker.Host.StopAsync(Limit);
        await worker.StoppingAsync(Limit);
        upstream.Go();

        using var answer = await run;
        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, await exit));
    }

    [Fact]
    public async Task A_job_whose_worker_is_killed_ends_as_interrupted_with_the_next_message_and_is_called_once()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var worker = await Workers.StartAsync(upstream.Upstream);
        await worker.Jobs.ClearAsync(Limit);
        var job = await worker.StartJobAsync(TextToImage);
        var message = (await worker.Jobs.TakeAsync(Limit))!;
        var step = worker.Jobs.BringAsync(message, Limit);
        await upstream.Called;

        await worker.Host.Process.KillAsync(Limit);
        await Assert.ThrowsAsync<WorkerInvocationException>(() => step);
        await RunLeases.EndAsync(worker.Records);
        await worker.Host.RestartAsync(Limit);
        await worker.Jobs.BringAsync(message, Limit);

        using var answer = await worker.Http.GetAsync(job, Limit);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!;
        Assert.Equal((HttpStatusCode.BadGateway, "run_interrupted", 1), (answer.StatusCode, problem["code"]!.GetValue<string>(), upstream.Calls));
    }
}
