using Connector.Callers;
using Connector.Failures;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;

namespace Connector.Tests.Runs;

/// <summary>Batches: begun, cut short, looked at, cancelled.</summary>
public sealed class BatchesTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const int Size = 100;

    private static readonly RunAnswer Failed = RunAnswer.Of(new ConnectorException(502, ErrorCodes.UpstreamError, "no"), "id");

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ListedJobs _queue = new();
    private readonly WatchedStore _store;

    public BatchesTests() => _store = new WatchedStore(new LocalRecordStore(_folder.Path, TimeProvider.System));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_batch_that_was_cut_short_while_it_was_queued_is_completed_by_a_repeat()
    {
        using var lab = Lab();
        _queue.Holds = 1;
        await Assert.ThrowsAsync<IOException>(() => lab.StartAsync(Id, 3));
        Assert.Single(_queue.Added);

        _queue.Holds = int.MaxValue;
        var (batch, replayed) = await lab.StartAsync(Id, 3);

        Assert.True(replayed);
        Assert.Equal(batch.Record.Jobs, _queue.Added.Distinct().OrderBy(job => job.Place));
    }

    [Fact]
    public async Task A_batch_that_was_cut_short_while_it_was_queued_is_completed_by_whoever_finds_its_entry()
    {
        using var lab = Lab();
        _queue.Holds = 1;
        await Assert.ThrowsAsync<IOException>(() => lab.StartAsync(Id, 3));
        Assert.Contains(await lab.EntriesAsync(), entry => entry.Batch == Id);

        _queue.Holds = int.MaxValue;
        await lab.Batches.CompleteAsync(Id, CancellationToken.None);

        Assert.Equal(3, _queue.Added.Distinct().Count());
        Assert.DoesNotContain(await lab.EntriesAsync(), entry => entry.Batch == Id);
    }

    [Fact]
    public async Task Nothing_runs_of_a_batch_that_was_cut_short_before_all_of_it_was_written_down_until_a_repeat()
    {
        using var lab = Lab();
        _store.Holds = 2;
        await Assert.ThrowsAsync<IOException>(() => lab.StartAsync(Id, 3));
        await lab.Batches.CompleteAsync(Id, CancellationToken.None);
        Assert.Empty(_queue.Added);
        Assert.DoesNotContain(await lab.EntriesAsync(), entry => entry.Job is not null);

        _store.Holds = int.MaxValue;
        var (batch, replayed) = await lab.StartAsync(Id, 3);

        Assert.False(replayed);
        Assert.Equal(batch.Record.Jobs, _queue.Added.OrderBy(job => job.Place));
        Assert.All(batch.Items, item => Assert.Equal(RunState.Queued, item.State));
    }

    [Fact]
    public async Task The_entry_of_a_batch_that_was_never_written_down_as_a_whole_goes_when_its_request_must_be_dead()
    {
        using var lab = Lab();
        _store.Holds = 2;
        await Assert.ThrowsAsync<IOException>(() => lab.StartAsync(Id, 3));

        await lab.Batches.CompleteAsync(Id, CancellationToken.None);
        Assert.Single(await lab.EntriesAsync());
        _time.Advance(RunRecords.Patience + TimeSpan.FromSeconds(1));
        await lab.Batches.CompleteAsync(Id, CancellationToken.None);

        Assert.Empty(await lab.EntriesAsync());
    }

    [Fact]
    public async Task A_batch_is_written_down_by_several_calls_at_once_but_not_by_all()
    {
        using var lab = Lab();

        await lab.StartAsync(Id, Size);

        Assert.InRange(_store.MostWriting, 2, 8);
        Assert.Equal(Size, (await lab.EntriesAsync()).Count);
    }

    [Fact]
    public async Task A_look_at_a_batch_reads_one_record_and_what_may_have_changed()
    {
        using var lab = Lab();
        await lab.StartAsync(Id, Size);
        _store.Take();

        var queued = await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);
        var atFirst = _store.Take();
        await EndAsync(lab, queued, 0, 40);
        _store.Take();
        var some = await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);
        var afterSome = _store.Take();
        var again = await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);
        var afterAgain = _store.Take();
        await EndAsync(lab, queued, 40, 60);
        await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);
        _store.Take();
        var all = await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);
        var atLast = _store.Take();

        Assert.Equal((1 + 16, 1, 0), atFirst);
        Assert.Equal((1 + 40 + 16, 1, 1), afterSome);
        Assert.Equal((1 + 16, 1, 0), afterAgain);
        Assert.Equal((1, 0, 0), atLast);
        Assert.Equal((40, 40, true), (some.Items.Count(IsDone), again.Items.Count(IsDone), all.HasEnded));
        Assert.All(all.Items, item => Assert.Equal("upstream_error", item.Answer!.Problem!.Code));
    }

    [Fact]
    public async Task A_run_that_ends_out_of_turn_is_seen_and_so_is_one_that_somebody_has_begun()
    {
        using var lab = Lab();
        var (batch, _) = await lab.StartAsync(Id, Size);
        await EndAsync(lab, batch, 99, 1);
        var (run, tag) = (await lab.Records.ReadAsync(batch.Items[3].Id, CancellationToken.None))!.Value;
        await lab.Records.TryWriteAsync(run with { State = RunState.Waiting, NextLook = _time.GetUtcNow().AddSeconds(10) }, tag, CancellationToken.None);

        var seen = await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);

        Assert.Equal((RunState.Done, RunState.Waiting, RunState.Queued), (seen.Items[99].State, seen.Items[3].State, seen.Items[98].State));
        Assert.Equal(_time.GetUtcNow().AddSeconds(10), seen.Items[3].NextLook);
    }

    [Fact]
    public async Task A_cancelled_batch_has_ended_when_the_cancel_returns_and_leaves_nothing_in_the_index()
    {
        using var lab = Lab();
        await lab.StartAsync(Id, Size);

        await lab.Batches.CancelAsync(Id, Caller.Nobody, CancellationToken.None);

        var batch = await lab.Batches.FindAsync(Id, Caller.Nobody, CancellationToken.None);
        Assert.All(batch.Items, item => Assert.Equal("run_cancelled", item.Answer!.Problem!.Code));
        Assert.Empty(await lab.EntriesAsync());
    }

    private static bool IsDone(BatchItem item) => item.State == RunState.Done;

    private async Task EndAsync(RunLab lab, Batch batch, int first, int count)
    {
        foreach (var item in batch.Items.Skip(first).Take(count))
        {
            var (run, tag) = (await lab.Records.ReadAsync(item.Id, CancellationToken.None))!.Value;
            await lab.Records.TryWriteAsync(run.Ended(Failed, _time.GetUtcNow().AddHours(-1)), tag, CancellationToken.None);
            await lab.Processor.ProcessAsync(item.Id, CancellationToken.None);
        }
    }

    private RunLab Lab() => new(_store, _queue, _time);
}
