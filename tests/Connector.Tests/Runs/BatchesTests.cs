using System.Collections.Concurrent;
using System.Text;
using Connector.Actions;
using Connector.Fetching;
using Connector.Files;
using Connector.Input;
using Connector.Output;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Telemetry;
using Connector.Testing;
using Connector.Upstream;
using Moq;

namespace Connector.Tests.Runs;

/// <summary>Batches whose beginning was cut short.</summary>
public sealed class BatchesTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const string Body = """{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "a"}, {"prompt": "b"}, {"prompt": "c"}]}""";

    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _queued = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_batch_that_was_cut_short_while_it_was_queued_is_completed_by_a_repeat()
    {
        await Assert.ThrowsAsync<IOException>(() => StartAsync(queueHolds: 1));
        Assert.Single(_queued);

        var (batch, replayed) = await StartAsync();

        Assert.True(replayed);
        Assert.Equal(batch.Record.RunIds, _queued.Distinct());
    }

    [Fact]
    public async Task Nothing_runs_of_a_batch_that_was_cut_short_before_all_of_it_was_written_down_until_a_repeat()
    {
        await Assert.ThrowsAsync<IOException>(() => StartAsync(recordsHold: 2));
        Assert.Empty(_queued);

        var (batch, replayed) = await StartAsync();

        Assert.False(replayed);
        Assert.Equal(batch.Record.RunIds, _queued);
        Assert.All(batch.Runs, run => Assert.Equal(RunState.Queued, run!.State));
    }

    /// <summary>Begins the batch with a queue and a store that break after so many entries.</summary>
    private async Task<(Batch Batch, bool Replayed)> StartAsync(int queueHolds = int.MaxValue, int recordsHold = int.MaxValue)
    {
        var queue = new Mock<IJobQueue>();
        queue.Setup(one => one.AddAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).Returns((string id, TimeSpan _, CancellationToken _) =>
        {
            if (queueHolds-- == 0)
            {
                throw new IOException("stopped");
            }

            _queued.Enqueue(id);
            return Task.CompletedTask;
        });
        var store = new LocalRecordStore(_folder.Path, Time);
        var records = new Mock<IRecordStore>();
        records.Setup(one => one.ReadAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(store.ReadAsync);
        records.Setup(one => one.TryCreateAsync(It.IsAny<string>(), It.IsAny<ReadOnlyMemory<byte>>(), It.IsAny<CancellationToken>()))
            .Returns((string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
                recordsHold-- == 0 ? throw new IOException("stopped") : store.TryCreateAsync(name, content, cancellationToken));

        using var fetcher = new GuardedFetcher(new FetchLimits(), Time);
        using var telemetry = new ConnectorTelemetry(Time);
        var (sink, options) = (new LocalSink(_folder.Path), new ConnectorOptions { Connections = new Dictionary<string, AppConnection>() });
        var runner = new ActionRunner(
            options, new UpstreamClient(options.Upstream, telemetry, Time), sink, new FileResolver(sink, fetcher), telemetry, Time);
        var runs = new RunRecords(records.Object, Time);
        var jobs = new Jobs(Catalog.All, runs, queue.Object, runner, new FileStore(sink, Time), sink, Time);
        await using var input = await BatchInput.ReadAsync(Catalog.All, new MemoryStream(Encoding.UTF8.GetBytes(Body)), CancellationToken.None);
        return await new Batches(runs, jobs, runner, Time).StartAsync(Id, input, new RunContext("id", FilesUrl: null), CancellationToken.None);
    }
}
