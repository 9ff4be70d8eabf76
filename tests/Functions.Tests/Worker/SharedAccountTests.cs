using System.Net;
using System.Text.Json.Nodes;
using Connector.FunctionsHost;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>Several instances and several apps on one storage account.</summary>
public class SharedAccountTests(WorkerFixture workers) : WorkerTest(workers)
{
    private const int Jobs = 3;

    [Fact]
    public async Task Two_apps_leave_each_others_jobs_alone_and_a_killed_instance_strands_none()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        using var store = Workers.NewStore();
        await using var one = await Workers.StartAsync(store, upstream.Upstream);
        await using var two = await Workers.StartAsync(store, upstream.Upstream);
        await using var other = await Workers.StartAsync(upstream.Upstream);
        var (mine, theirs) = (await StartAsync(one), await StartAsync(other));
        Assert.Equal((Jobs, Jobs), (await one.Jobs.CountAsync(Limit), await other.Jobs.CountAsync(Limit)));

        // An instance dies in the middle of a call; the host has its message still.
        var message = (await one.Jobs.TakeAsync(Limit))!;
        var step = one.Jobs.BringAsync(message, Limit);
        await upstream.Called;
        await one.Host.Process.KillAsync(Limit);
        await Assert.ThrowsAsync<WorkerInvocationException>(() => step);
        await RunLeases.EndAsync(two.Records);

        // Brought to the other app by mistake, it fails there again and again, and is put aside.
        var failure = await Assert.ThrowsAsync<WorkerInvocationException>(() => other.Jobs.BringAsync(message, Limit));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        await other.Jobs.PutAsideAsync(message, Limit);
        await other.Host.InvokeTimerAsync("recover-jobs", Limit);
        Assert.Equal(0, await other.Jobs.CountAsideAsync(Limit));
        await other.Host.Log.WaitAsync(entry => entry.Message.Contains(message, StringComparison.Ordinal), Limit);

        upstream.Go();
        await two.Jobs.BringAsync(message, Limit);
        var ends = new List<string>();
        foreach (var (worker, job) in mine.Select(job => (two, job)).Concat(theirs.Select(job => (other, job))))
        {
            using var answer = await worker.Jobs.RunAsync(worker.Http, new Uri(job.AbsolutePath, UriKind.Relative), Limit);
            ends.Add(answer.StatusCode == HttpStatusCode.OK ? "picture" : JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!["code"]!.GetValue<string>());
        }

        Assert.Equal([.. Enumerable.Repeat("picture", (2 * Jobs) - 1), "run_interrupted"], ends.Order(StringComparer.Ordinal));
        Assert.Equal((2 * Jobs, 0, 0), (upstream.Calls, await two.Jobs.CountAsync(Limit), await other.Jobs.CountAsync(Limit)));
        foreach (var worker in new[] { two, other })
        {
            await foreach (var left in worker.Records.ListAsync("queue", Limit))
            {
                Assert.Fail($"{left.Name} is still in the index.");
            }
        }
    }

    private static async Task<IReadOnlyList<Uri>> StartAsync(RunningWorker worker)
    {
        var jobs = new List<Uri>();
        for (var job = 0; job < Jobs; job++)
        {
            jobs.Add(await worker.StartJobAsync(TextToImage));
        }

        return jobs;
    }
}
