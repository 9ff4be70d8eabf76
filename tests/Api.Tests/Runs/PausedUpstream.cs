using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Runs;

/// <summary>An upstream that draws nothing until it is told to, so that a test can look at a run in flight.</summary>
internal sealed class PausedUpstream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Png = TestPng.Create(64, 64);

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required ScriptedUpstream Upstream { get; init; }

    /// <summary>Completes with the first call.</summary>
    public Task Called => _called.Task.WaitAsync(Patience);

    /// <summary>Completes when a caller gives up.</summary>
    public Task Abandoned => _abandoned.Task.WaitAsync(Patience);

    public int Calls => Upstream.Requests.Count;

    public static async Task<PausedUpstream> StartAsync()
    {
        PausedUpstream? paused = null;
        var upstream = await ScriptedUpstream.StartAsync(context => paused!.AnswerAsync(context));
        return paused = new PausedUpstream { Upstream = upstream };
    }

    public void Go() => _go.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Go();
        return Upstream.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _called.TrySetResult();
        try
        {
            await _go.Task.WaitAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            _abandoned.TrySetResult();
            throw;
        }

        context.Response.ContentType = "image/png";
        context.Response.Headers["Seed"] = "7";
        await context.Response.Body.WriteAsync(Png, context.RequestAborted);
    }
}
