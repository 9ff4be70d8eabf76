using System.Collections.Concurrent;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit.Abstractions;

namespace Connector.Tests.Runs;

/// <summary>A queue of many jobs, on a server that runs all the time.</summary>
[Collection(nameof(WholeProcess))]
public class JobWorkerTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _begun = new();

    [Fact]
    public async Task Memory_does_not_grow_with_the_queue()
    {
        var few = await MemoryAsync(500);
        var many = await MemoryAsync(50_000);

        output.WriteLine($"500 jobs: {few:N0} bytes, 50,000 jobs: {many:N0} bytes");
        Assert.InRange(many - few, long.MinValue, 1_000_000);
    }

    [Fact]
    public async Task Batches_are_begun_in_turns_however_many_jobs_wait()
    {
        var batches = Enumerable.Range(0, 50).Select(_ => RunKey.New()).ToList();
        var names = batches.SelectMany(batch => Enumerable.Range(0, 100).Select(place => new JobTicket(RunKey.OfBatchItem(batch, place), batch, place).Name));
        var store = Store(names, read: () => Task.FromResult<StoredRecord?>(null));
        using var lab = new RunLab(store, new ListedJobs(), TimeProvider.System);
        await using var worker = new JobWorker(lab.Index, TimeProvider.System, NullLogger<JobWorker>.Instance);

        worker.Start(lab.Processor, lab.Batches.CompleteAsync);
        await UntilAsync(() => _begun.Distinct().Count() >= 100);

        var firsts = batches.Select(batch => RunKey.OfBatchItem(batch, 0)).ToHashSet();

        // Of those that were taken in turn, all but one of the jobs in flight may begin late.
        Assert.InRange(_begun.Distinct().Take(75).Count(firsts.Contains), batches.Count - (JobWorker.MostAtOnce - 1), batches.Count);
    }

    [Fact]
    public async Task What_other_processes_have_ended_is_not_read()
    {
        var names = Enumerable.Range(0, 100).Select(_ => RunKey.New()).ToList();
        var stuck = new TaskCompletionSource<StoredRecord?>();
        var time = new ManualTime();
        using var lab = new RunLab(Store(() => names, read: () => stuck.Task), new ListedJobs(), time);
        await using var worker = new JobWorker(lab.Index, time, NullLogger<JobWorker>.Instance);
        worker.Start(lab.Processor, lab.Batches.CompleteAsync);
        await UntilAsync(() => _begun.Count == JobWorker.MostAtOnce);

        var (mine, left) = (_begun.ToList(), names.Except(_begun).Take(10).ToList());
        names = [.. mine, .. left];
        time.Advance(TimeSpan.FromMinutes(1));
        stuck.SetResult(null);
        await UntilAsync(() => _begun.Count >= mine.Count + left.Count);

        Assert.Subset(names.ToHashSet(), _begun.ToHashSet());
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It takes too long.");
            await Task.Yield();
        }
    }

    /// <summary>What a worker holds that has as many jobs in flight as it may and as many waiting as there are.</summary>
    private async Task<long> MemoryAsync(int jobs)
    {
        _begun.Clear();
        var stuck = new TaskCompletionSource<StoredRecord?>();
        var store = Store(Enumerable.Range(0, jobs).Select(_ => RunKey.New()), read: () => stuck.Task);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var lab = new RunLab(store, new ListedJobs(), TimeProvider.System);
        await using var worker = new JobWorker(lab.Index, TimeProvider.System, NullLogger<JobWorker>.Instance);

        worker.Start(lab.Processor, lab.Batches.CompleteAsync);
        await UntilAsync(() => _begun.Count == JobWorker.MostAtOnce);

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.InRange(worker.InMemory, JobWorker.MostAtOnce, JobWorker.MostReady + JobWorker.MostAtOnce);
        Assert.Equal(JobWorker.MostAtOnce, _begun.Count);
        stuck.SetResult(null);
        return after - before;
    }

    private IRecordStore Store(IEnumerable<string> names, Func<Task<StoredRecord?>> read) => Store(() => names, read);

    private IRecordStore Store(Func<IEnumerable<string>> names, Func<Task<StoredRecord?>> read)
    {
        var store = new Mock<IRecordStore>();
        store.Setup(one => one.EnumerateAsync("queue", It.IsAny<CancellationToken>()))
            .Returns(() => names().Select(name => new RecordEntry($"queue/{name}", DateTimeOffset.UnixEpoch)).ToAsyncEnumerable());
        store.Setup(one => one.ReadAsync(It.Is<string>(name => name.StartsWith("runs/", StringComparison.Ordinal)), It.IsAny<CancellationToken>()))
            .Returns((string name, CancellationToken _) =>
            {
                _begun.Enqueue(name["runs/".Length..]);
                return read();
            });
        store.Setup(one => one.ReadAsync(It.Is<string>(name => name.StartsWith("queue/", StringComparison.Ordinal)), It.IsAny<CancellationToken>()))
            .Returns(Task.FromResult<StoredRecord?>(null));
        return store.Object;
    }
}
