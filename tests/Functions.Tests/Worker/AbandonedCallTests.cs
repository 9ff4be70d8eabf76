using System.Net;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>Callers of the function app who leave before the answer.</summary>
public class AbandonedCallTests(WorkerFixture workers) : WorkerTest(workers)
{
    [Fact]
    public async Task The_call_upstream_is_cancelled()
    {
        var scripted = await Workers.ScriptedAsync();
        var paused = new PausedAnswer();
        scripted.Script(paused.AnswerAsync);

        await LeaveAsync(scripted, paused, key: null);

        await paused.Abandoned;
    }

    [Fact]
    public async Task With_an_idempotency_key_it_goes_on_and_its_repeat_gets_the_answer()
    {
        var scripted = await Workers.ScriptedAsync();
        var paused = new PausedAnswer();
        scripted.Script(paused.AnswerAsync);
        var key = Guid.NewGuid().ToString();

        await LeaveAsync(scripted, paused, key);
        using var repeat = RunningWorker.Call(TextToImage, key: key);
        var repeated = scripted.Worker.Http.SendAsync(repeat, Limit);
        await scripted.Worker.GetJsonAsync(new Uri("api/health", UriKind.Relative), Limit);
        Assert.False(paused.IsAbandoned);
        paused.Go();

        using var answer = await repeated;
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, scripted.Requests.Count));
        Assert.Equal(["true"], answer.Headers.GetValues("Idempotent-Replayed"));
    }

    /// <summary>Calls, and leaves while upstream draws.</summary>
    private async Task LeaveAsync(ScriptedWorker scripted, PausedAnswer paused, string? key)
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Limit);
        using var call = RunningWorker.Call(TextToImage, key: key);
        var answer = scripted.Worker.Http.SendAsync(call, caller.Token);
        await paused.Called;

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }
}
