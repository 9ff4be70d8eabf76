using Connector.FunctionsHost;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Functions.Tests.Worker;

/// <summary>
/// What all tests of the worker share: the published app, a storage account, and the workers that serve more than one test. The tests
/// run one after the other, so that what one finds in the job queue is its own.
/// </summary>
public sealed class WorkerFixture : IAsyncLifetime, IDisposable
{
    /// <summary>The name that a platform gave to the worker with local files.</summary>
    public const string PlatformName = "my-app.azurewebsites.net";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly AzuriteFixture _azurite = new();
    private readonly LocalRunStore _files = new();
    private readonly Lazy<Task<RunningWorker>> _sandbox;
    private readonly Lazy<Task<RunningWorker>> _local;
    private readonly Lazy<Task<ScriptedWorker>> _scripted;
    private PublishedApp? _app;

    public WorkerFixture()
    {
        _sandbox = new(() => StartAsync(("Sandbox__Enabled", "true"), ("Callbacks__Secret", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")));
        _local = new(() => StartAsync(
            _files, [("Sandbox__Enabled", "true"), ("WEBSITE_SITE_NAME", "my-app"), ("WEBSITE_HOSTNAME", PlatformName)]));
        _scripted = new(() => ScriptedWorker.StartAsync(this));
    }

    /// <summary>The published app.</summary>
    public PublishedApp App => _app!;

    public async Task InitializeAsync()
    {
        var azurite = _azurite.InitializeAsync();
        _app = await PublishedApp.PublishAsync();
        await azurite;
    }

    public async Task DisposeAsync()
    {
        await DisposeAsync(_sandbox);
        await DisposeAsync(_local);
        await DisposeAsync(_scripted);
        await _azurite.DisposeAsync();
    }

    public void Dispose()
    {
        _files.Dispose();
        _app?.Dispose();
    }

    /// <summary>The worker whose apps the sandbox serves.</summary>
    public Task<RunningWorker> SandboxAsync() => _sandbox.Value;

    /// <summary>The same with local files, which believes that it runs on Azure.</summary>
    public Task<RunningWorker> LocalAsync() => _local.Value;

    /// <summary>The worker whose apps call an upstream that this test scripts.</summary>
    public Task<ScriptedWorker> ScriptedAsync() => _scripted.Value;

    /// <summary>Starts a worker for one test, with a container of its own.</summary>
    /// <param name="settings">Its settings, which win over those of the container.</param>
    public Task<RunningWorker> StartAsync(params (string Name, string Value)[] settings) => StartAsync(new BlobRunStore(_azurite), settings);

    /// <summary>Starts a worker for one test, whose apps call a scripted upstream.</summary>
    /// <param name="upstream">The upstream.</param>
    public Task<RunningWorker> StartAsync(ScriptedUpstream upstream) => StartAsync(TestConnector.Calling(upstream));

    /// <summary>A store in the account that all workers share, for several workers of one app.</summary>
    internal IRunStore NewStore() => new BlobRunStore(_azurite);

    /// <summary>Starts a worker of the app that has this store.</summary>
    internal Task<RunningWorker> StartAsync(IRunStore store, ScriptedUpstream upstream) => StartAsync(store, TestConnector.Calling(upstream));

    private static async Task DisposeAsync<T>(Lazy<Task<T>> worker)
        where T : IAsyncDisposable
    {
        // One that did not start has told a test why.
        if (worker is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await worker.Value).DisposeAsync();
        }
    }

    private async Task<RunningWorker> StartAsync(IRunStore store, (string Name, string Value)[] settings)
    {
        // What a developer has set is no setting of the test's.
        var container = store.Settings.SingleOrDefault(setting => setting.Name == ConnectorSettings.StorageContainer.Name).Value;
        var queue = StorageJobQueue.NameOf(container ?? ConnectorSettings.StorageContainer.Default);
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["STABILITY_API_KEY"] = null,
            [ConnectorSettings.SandboxCoarse.Name] = "true",
            [ConnectorSettings.JobQueueName] = queue,
        };
        foreach (var (name, value) in store.Settings.Concat(settings))
        {
            environment[name] = value;
        }

        using var limit = new CancellationTokenSource(Patience);
        var host = await WorkerHost.StartAsync(new WorkerHostOptions(App.Folder) { Settings = environment }, limit.Token);
        return new RunningWorker(host, store.Records, new JobMessages(_azurite.ConnectionString, queue, host));
    }
}
