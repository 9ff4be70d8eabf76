using Connector.Blobs;
using Connector.Connections;
using Connector.Declaration;
using Connector.Fetching;
using Connector.Input.Files;
using Connector.Options;
using Connector.Output;
using Connector.Records;
using Connector.Runs;
using Connector.Sandbox;
using Connector.Settings;
using Connector.Spending;
using Connector.Telemetry;
using Connector.Upstream;

namespace Connector.Functions.Hosting;

/// <summary>The parts that the server and the command line share, put together once from the settings.</summary>
internal sealed class ConnectorRuntime : IAsyncDisposable
{
    private readonly SandboxServer? _sandbox;
    private readonly HttpClient _http;
    private readonly GuardedFetcher _fetcher;
    private readonly ConnectorTelemetry _telemetry;
    private readonly IJobQueue _queue;
    private readonly DailyCredits? _dailyCredits;
    private readonly JobProcessor _processor;
    private readonly Sweeper _sweeper;
    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;

    private ConnectorRuntime(ConnectorOptions settings, SandboxServer? sandbox, GuardedFetcher? fetcher, bool isUnderFunctionsHost, TimeProvider time)
    {
        _sandbox = sandbox;
        _http = new HttpClient(UpstreamClient.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        Settings = settings;
        Time = time;
        IsUnderFunctionsHost = isUnderFunctionsHost;
        var container = settings.Blob is { } blob ? new BlobContainer(blob) : null;
        IRecordStore store = container is null ? new LocalRecordStore(settings.StorageRoot, time) : new BlobRecordStore(container);
        Sink = container is null ? new LocalSink(settings.StorageRoot) : new BlobSink(container, time);
        _telemetry = new ConnectorTelemetry(time);
        var upstream = new UpstreamClient(_http, settings.Upstream, _telemetry, time);
        _fetcher = fetcher ?? new GuardedFetcher(new FetchLimits { Bytes = FileStore.MostBytes }, time);
        _dailyCredits = settings.DailyCredits is { } limit ? new DailyCredits(store, limit, time) : null;
        Runner = new ActionRunner(settings, upstream, Sink, new FileResolver(Sink, _fetcher), _dailyCredits, _telemetry, time);
        Connections = new ConnectionTester(Catalog, settings, upstream);
        DryRunner = new DryRunner(settings, Runner, Connections, _dailyCredits);
        Files = new FileStore(Sink, time);
        Options = new OptionReader(Catalog, settings, upstream);

        var runs = new RunRecords(store, time);
        KeyedRuns = new KeyedRuns(runs, Runner, settings.Upstream.Timeout, time);

        // The host stops a process that has nothing to answer, so a queue of the host's carries jobs on; local files leave with the process anyway.
        _queue = settings.Blob is { } account && isUnderFunctionsHost ? new StorageJobQueue(account) : new JobWorker(store, time);
        Jobs = new Jobs(Catalog, runs, _queue, Runner, Files, Sink, time);
        Batches = new Batches(runs, Jobs, Runner, time);
        _processor = new JobProcessor(Catalog, runs, Runner, Jobs, time);
        _sweeper = new Sweeper(runs, Files, Sink, Path.GetTempPath(), time);
    }

    /// <summary>The actions.</summary>
    public Catalog Catalog { get; } = Catalog.All;

    /// <summary>The settings in force, the sandbox's addresses among them.</summary>
    public ConnectorOptions Settings { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether the Azure Functions host started this process.</summary>
    public bool IsUnderFunctionsHost { get; }

    /// <summary>Whether it did so as a custom handler, which it calls over HTTP for every trigger.</summary>
    public bool IsCustomHandler { get; private init; }

    public IMediaSink Sink { get; }

    public ActionRunner Runner { get; }

    public OptionReader Options { get; }

    public ConnectionTester Connections { get; }

    /// <summary>Says what a call would cost.</summary>
    public DryRunner DryRunner { get; }

    public FileStore Files { get; }

    /// <summary>The runs with an idempotency key.</summary>
    public KeyedRuns KeyedRuns { get; }

    /// <summary>The runs that no request waits for.</summary>
    public Jobs Jobs { get; }

    /// <summary>Many runs of one action at once.</summary>
    public Batches Batches { get; }

    /// <summary>
    /// Begins to carry jobs on, those first that an earlier process left, unless the Functions host does. A command line's single run
    /// needs none of this.
    /// </summary>
    public void StartJobs() => (_queue as JobWorker)?.Start(_processor);

    /// <summary>Carries a job on by one step, for a message of its queue.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="cancellationToken">Stops it at once, as when the server stops.</param>
    /// <exception cref="ConnectorException">The store does not answer; the message is to be tried again.</exception>
    public async Task CarryOnAsync(string id, CancellationToken cancellationToken)
    {
        // The next message is there before this one is deleted: if this process dies between the two there are two, which does no harm.
        if (await _processor.ProcessAsync(id, cancellationToken) is { } delay)
        {
            await _queue.AddAsync(id, delay, cancellationToken);
        }
    }

    /// <summary>Begins to delete what killed processes left behind.</summary>
    public void StartSweeping() => _sweeping = Task.Run(() => _sweeper.RunAsync(_stop.Token));

    /// <summary>Waits for the jobs and the runs with an idempotency key that are in flight, and takes no job up any more.</summary>
    /// <param name="cancellationToken">Cuts them off: what was not sent is let go for another server, the rest ends as interrupted.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll((_queue as JobWorker)?.StopAsync(cancellationToken) ?? Task.CompletedTask, KeyedRuns.StopAsync(cancellationToken));
        await _sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Reads the settings and starts the sandbox where it is to stand in.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="listensOnLoopback">Whether only this machine can reach the server.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <param name="fetcher">Fetches file inputs by URL; null for the internet's.</param>
    public static async Task<ConnectorRuntime> StartAsync(
        IConfiguration configuration,
        bool listensOnLoopback,
        TimeProvider time,
        CancellationToken cancellationToken,
        GuardedFetcher? fetcher = null)
    {
        var settings = SettingsReader.Read(configuration.AsEnumerable(), Catalog.All.Apps);
        var served = settings.AppsForSandbox(DevelopersMachine.IsThis(configuration, listensOnLoopback));
        SandboxServer? sandbox = null;
        if (served.Count > 0)
        {
            sandbox = await SandboxServer.StartAsync(new SandboxOptions { Time = time }, cancellationToken);
            settings = settings.WithSandbox(served, sandbox.BaseUrl, SandboxServer.Key);
        }

        return new ConnectorRuntime(settings, sandbox, fetcher, FunctionsHost.Started(configuration), time)
        {
            IsCustomHandler = FunctionsHost.CustomHandlerUrl(configuration) is not null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        if (_queue is JobWorker worker)
        {
            await worker.DisposeAsync();
        }

        await KeyedRuns.DisposeAsync();
        _stop.Dispose();
        _dailyCredits?.Dispose();
        _http.Dispose();
        _fetcher.Dispose();
        _telemetry.Dispose();
        (Sink as IDisposable)?.Dispose();
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }
}
