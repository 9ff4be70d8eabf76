using Connector.Testing;

namespace Connector.Functions.Tests.Mcp;

/// <summary>An upstream that never answers and tells when its caller gives up.</summary>
internal sealed class HangingUpstream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required ScriptedUpstream Upstream { get; init; }

    /// <summary>Completes with the call.</summary>
    public Task Called => _called.Task.WaitAsync(Patience);

    /// <summary>Completes when the caller gives up.</summary>
    public Task Abandoned => _abandoned.Task.WaitAsync(Patience);

    public static async Task<HangingUpstream> StartAsync()
    {
        HangingUpstream? hanging = null;
        var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            await using var registration = context.RequestAborted.Register(() => hanging!._abandoned.TrySetResult());
            hanging!._called.TrySetResult();
            await hanging._abandoned.Task;
        });
        return hanging = new HangingUpstream { Upstream = upstream };
    }

    public ValueTask DisposeAsync()
    {
        _abandoned.TrySetResult();
        return Upstream.DisposeAsync();
    }
}
