using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Functions.Tests.Worker;

/// <summary>A worker with an upstream that each test scripts anew, since starting a worker takes longer than most tests.</summary>
public sealed class ScriptedWorker : IAsyncDisposable
{
    private readonly ScriptedUpstream _upstream;
    private volatile RequestDelegate _answer = _ => Task.CompletedTask;
    private int _earlier;

    private ScriptedWorker(ScriptedUpstream upstream) => _upstream = upstream;

    /// <summary>The worker.</summary>
    public RunningWorker Worker { get; private set; } = null!;

    /// <summary>What upstream was asked since it was scripted.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _upstream.Requests.Skip(_earlier)];

    public static async Task<ScriptedWorker> StartAsync(WorkerFixture workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        ScriptedWorker? scripted = null;
        var upstream = await ScriptedUpstream.StartAsync(context => scripted!._answer(context));
        scripted = new ScriptedWorker(upstream);
        scripted.Worker = await workers.StartAsync(upstream);
        return scripted;
    }

    /// <summary>Has upstream answer like this from now on.</summary>
    public void Script(RequestDelegate answer) => (_answer, _earlier) = (answer, _upstream.Requests.Count);

    /// <summary>Has upstream answer every call with a picture.</summary>
    public void Script(byte[] picture) => Script(context =>
    {
        context.Response.ContentType = "image/png";
        return context.Response.Body.WriteAsync(picture, context.RequestAborted).AsTask();
    });

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _upstream.DisposeAsync();
    }
}
