using Microsoft.AspNetCore.Http;

namespace Connector.Testing;

/// <summary>A picture that upstream does not draw until it is told to, so that a test can look at a run in flight.</summary>
public sealed class PausedAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Png = TestPng.Create(64, 64);

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first call.</summary>
    public Task Called => _called.Task.WaitAsync(Patience);

    /// <summary>Completes when a caller gives up.</summary>
    public Task Abandoned => _abandoned.Task.WaitAsync(Patience);

    /// <summary>Whether a caller has given up by now.</summary>
    public bool IsAbandoned => _abandoned.Task.IsCompleted;

    /// <summary>Lets every call, also those to come, have its picture.</summary>
    public void Go() => _go.TrySetResult();

    /// <summary>Answers a call.</summary>
    /// <param name="context">The call.</param>
    public async Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
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
