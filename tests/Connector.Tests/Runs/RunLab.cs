using System.Text;
using System.Text.Json;
using Connector.Access;
using Connector.Actions;
using Connector.Fetching;
using Connector.Files;
using Connector.Input;
using Connector.Output;
using Connector.Recipes;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Telemetry;
using Connector.Testing;
using Connector.Upstream;
using Connector.Upstream.Pacing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Tests.Runs;

/// <summary>The parts of one instance that have to do with jobs, over a store and a queue of the test's.</summary>
internal sealed class RunLab : IDisposable
{
    private static readonly JsonDocument Input = JsonDocument.Parse("""{"prompt": "x"}""");

    private readonly TemporaryFolder _files = new();
    private readonly GuardedFetcher _fetcher;
    private readonly ResultFetcher _results;
    private readonly ConnectorTelemetry _telemetry;
    private readonly KeyPaces _paces;

    public RunLab(IRecordStore store, IJobQueue queue, TimeProvider time)
    {
        (_fetcher, _telemetry) = (new GuardedFetcher(new FetchLimits(), time), new ConnectorTelemetry(time));
        _results = new ResultFetcher(_fetcher);
        var (sink, options) = (new LocalSink(_files.Path), new ConnectorOptions { Connections = new Dictionary<string, AppConnection>() });
        var spill = new SpillFolder(Path.Combine(_files.Path, "spill"));
        _paces = new KeyPaces(options, store, time);
        var runner = new ActionRunner(
            options, new UpstreamClient(options.Upstream, _paces, _telemetry, time), sink, spill, new FileResolver(sink, _fetcher), _results, _telemetry, time, NullLogger<ActionRunner>.Instance);
        Records = new RunRecords(store, time);
        var access = new AccessKeys(options, NullLogger<AccessKeys>.Instance);
        Index = new JobIndex(store, time);
        Jobs = new Jobs(
            Catalog.All, Records, Index, queue, runner, new FileStore(sink, time), sink, new SpilledRuns(Catalog.All, Records, spill, sink, new RecipeRecords(store, options, time), access, time, NullLogger<SpilledRuns>.Instance), NullLogger<Jobs>.Instance);
        Batches = new Batches(Records, Index, Jobs, runner);
        Processor = new JobProcessor(Catalog.All, Records, runner, Jobs, access, time, Log);
    }

    public ListedLog<JobProcessor> Log { get; } = new();

    public RunRecords Records { get; }

    public JobIndex Index { get; }

    public Jobs Jobs { get; }

    public Batches Batches { get; }

    public JobProcessor Processor { get; }

    /// <summary>A run that waits for somebody to begin it.</summary>
    public static RunRecord Queued(string? id = null) => new()
    {
        Id = id ?? RunKey.New(),
        Action = "dreamstudio-text-to-image",
        Fingerprint = "",
        State = RunState.Queued,
        Created = DateTimeOffset.UnixEpoch,
        RequestId = "before",
        Input = Input.RootElement,
    };

    /// <summary>Begins a batch.</summary>
    public async Task<(Batch Batch, bool Replayed)> StartAsync(string id, int size)
    {
        var inputs = string.Join(", ", Enumerable.Range(0, size).Select(index => $$"""{"prompt": "picture {{index}}"}"""));
        var body = $$"""{"action": "dreamstudio-text-to-image", "inputs": [{{inputs}}]}""";
        await using var input = await BatchInput.ReadAsync(Catalog.All, new MemoryStream(Encoding.UTF8.GetBytes(body)), CancellationToken.None);
        return await Batches.StartAsync(id, input, new RunContext("id", FilesUrl: null), CancellationToken.None);
    }

    /// <summary>Writes a run down, and its entry in the index.</summary>
    public async Task LeaveAsync(RunRecord run)
    {
        await Index.AddAsync(run.Job, CancellationToken.None);
        await Records.TryWriteAsync(run, tag: null, CancellationToken.None);
    }

    /// <summary>The entries of the index.</summary>
    public async Task<IReadOnlyList<JobIndexEntry>> EntriesAsync()
    {
        var entries = new List<JobIndexEntry>();
        await foreach (var entry in Index.ListAsync(CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public void Dispose()
    {
        _results.Dispose();
        _fetcher.Dispose();
        _paces.Dispose();
        _telemetry.Dispose();
        _files.Dispose();
    }
}
