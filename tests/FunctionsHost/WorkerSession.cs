namespace Connector.FunctionsHost;

/// <summary>One run of the worker: its process, the stream of messages with it, and the way to its own server.</summary>
/// <param name="Process">The process.</param>
/// <param name="Channel">The stream.</param>
/// <param name="Client">The way to its server.</param>
/// <param name="Functions">What the worker offers.</param>
internal sealed record WorkerSession(WorkerProcess Process, WorkerChannel Channel, WorkerClient Client, IReadOnlyList<HostedFunctionInfo> Functions)
    : IAsyncDisposable
{
    /// <summary>Starts a worker and waits until it has loaded its functions.</summary>
    public static async Task<WorkerSession> StartAsync(RpcServer server, WorkerHostOptions options, WorkerLog log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Patience);
        var channel = new WorkerChannel(log);
        server.Channels.Add(channel);
        var process = WorkerProcess.Start(await WorkerConfig.ReadAsync(options.Folder, limit.Token), options, channel.WorkerId, server.Url);
        _ = process.ExitAsync(CancellationToken.None).ContinueWith(_ => channel.End(), TaskScheduler.Default);
        try
        {
            return new WorkerSession(process, channel, new WorkerClient(), await channel.OpenAsync(options.Folder, limit.Token));
        }
        catch (Exception failure)
        {
            await process.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The worker did not start: {failure.Message}{Environment.NewLine}{process.Output}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Client.Dispose();
    }
}
