namespace Connector.FunctionsHost;

/// <summary>
/// A Functions host for tests: starts a published isolated worker as a process and speaks the worker's own protocol with it, so that
/// HTTP requests, queue messages and timers reach its functions on the way that they take on Azure. It asks for no keys.
/// </summary>
public sealed class WorkerHost : IAsyncDisposable
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);

    private readonly WorkerHostOptions _options;
    private readonly RpcServer _server;
    private WorkerSession _session;
    private HttpFront? _front;

    private WorkerHost(WorkerHostOptions options, RpcServer server, WorkerSession session, WorkerLog log) =>
        (_options, _server, _session, Log) = (options, server, session, log);

    /// <summary>What the worker offers.</summary>
    public IReadOnlyList<HostedFunctionInfo> Functions => _session.Functions;

    /// <summary>What the worker says that it can do, such as <c>HttpUri</c>: where it takes HTTP requests.</summary>
    public IReadOnlyDictionary<string, string> Capabilities => _session.Channel.Capabilities;

    /// <summary>What the worker logged.</summary>
    public WorkerLog Log { get; }

    /// <summary>The process that runs now.</summary>
    public WorkerProcess Process => _session.Process;

    /// <summary>Where callers reach the functions; the routes' prefix is not in it.</summary>
    public Uri Url => _front!.Url;

    /// <summary>Starts a worker and everything around it.</summary>
    /// <param name="options">Which worker, and with what.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WorkerHost> StartAsync(WorkerHostOptions options, CancellationToken cancellationToken)
    {
        var json = await HostJson.ReadAsync(options.Folder, cancellationToken);
        var log = new WorkerLog();
        var server = await RpcServer.StartAsync(cancellationToken);
        WorkerSession? session = null;
        try
        {
            session = await WorkerSession.StartAsync(server, options, log, cancellationToken);
            var host = new WorkerHost(options, server, session, log);
            host._front = await HttpFront.StartAsync(host.Functions, json, () => host._session, options.Port, cancellationToken);
            return host;
        }
        catch
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }

            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the functions, for the test to dispose of.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = Url };

    /// <summary>Starts another worker in the place of one that has ended, at the same address, as the host does.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _session.DisposeAsync();
        _session = await WorkerSession.StartAsync(_server, _options, Log, cancellationToken);
    }

    /// <summary>Brings a message, already decoded, to a function with a queue.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="message">The message's text.</param>
    /// <param name="cancellationToken">Asks the worker to cancel; its answer is awaited all the same.</param>
    /// <param name="dequeueCount">How often the message was taken, this time included.</param>
    /// <exception cref="WorkerInvocationException">The function failed: the host would bring the message again.</exception>
    public Task InvokeQueueAsync(string function, string message, CancellationToken cancellationToken, int dequeueCount = 1) =>
        _session.Channel.InvokeAsync(
            Invocations.Queue(Find(function, "queueTrigger"), message, dequeueCount, TimeProvider.System.GetUtcNow()), cancellationToken);

    /// <summary>Lets a function's timer tick.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="cancellationToken">Asks the worker to cancel; its answer is awaited all the same.</param>
    /// <param name="isPastDue">Whether the tick comes late.</param>
    /// <exception cref="WorkerInvocationException">The function failed.</exception>
    public Task InvokeTimerAsync(string function, CancellationToken cancellationToken, bool isPastDue = false) =>
        _session.Channel.InvokeAsync(
            Invocations.Timer(Find(function, "timerTrigger"), isPastDue, TimeProvider.System.GetUtcNow()), cancellationToken);

    /// <summary>Stops the worker as the host does when it stops itself: with a message, not with a signal.</summary>
    /// <param name="cancellationToken">Ends the wait for the worker's end.</param>
    /// <returns>The worker's exit code.</returns>
    public Task<int> StopAsync(CancellationToken cancellationToken)
    {
        _session.Channel.Terminate(GracePeriod);
        return Process.ExitAsync(cancellationToken);
    }

    /// <summary>Ends the worker, if it still runs, and the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        // The worker first: what it still runs ends with it, and no server waits for an answer.
        await _session.DisposeAsync();
        await _front!.DisposeAsync();
        await _server.DisposeAsync();
    }

    private HostedFunctionInfo Find(string name, string type) => Functions.Single(function =>
        function.Name == name && string.Equals(function.TriggerType, type, StringComparison.OrdinalIgnoreCase));
}
