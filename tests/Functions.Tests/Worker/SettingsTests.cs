using System.Net;
using System.Text.Json.Nodes;

namespace Connector.Functions.Tests.Worker;

/// <summary>What settings do to the worker.</summary>
public class SettingsTests(WorkerFixture workers) : WorkerTest(workers)
{
    [Theory]
    [InlineData("Storage__Kind", "floppy", "Storage__Kind")]
    [InlineData("Storage__Knid", "blob", "Storage__Kind")]
    [InlineData("CONNECTOR_JOB_QUEUE", "connector-jobs", "-jobs on Azure Functions")]
    public async Task A_wrong_one_stops_the_start_with_a_message_that_names_it(string name, string value, string expected)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Workers.StartAsync((name, value)));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);

        // A message, and not where in the program it came up.
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A call without a key must not look as if it had worked.</summary>
    [Fact]
    public async Task Without_a_key_the_sandbox_does_not_stand_in_unasked()
    {
        await using var worker = await Workers.StartAsync();
        using var call = RunningWorker.Call(TextToImage);

        using var answer = await worker.Http.SendAsync(call, Limit);

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!;
        Assert.Equal((HttpStatusCode.Unauthorized, "missing_api_key"), (answer.StatusCode, problem["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task With_local_files_the_worker_carries_its_jobs_on_itself()
    {
        var worker = await Workers.LocalAsync();
        var job = await worker.StartJobAsync(TextToImage);
        HttpResponseMessage answer;
        while ((answer = await worker.Http.GetAsync(job, Limit)).StatusCode == HttpStatusCode.Accepted)
        {
            answer.Dispose();
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        answer.Dispose();
    }
}
