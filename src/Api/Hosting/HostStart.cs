namespace Connector.Api.Hosting;

/// <summary>The moment from which background work may begin.</summary>
internal static class HostStart
{
    /// <summary>Waits until the server listens: a second server on a taken port must not touch a job.</summary>
    /// <returns>False when it is stopped before; a cancelled service would be told as the host's fault, beside what really stopped it.</returns>
    public static async Task<bool> ListensAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var started = lifetime.ApplicationStarted.Register(listens.SetResult);
        await listens.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return listens.Task.IsCompleted;
    }
}
