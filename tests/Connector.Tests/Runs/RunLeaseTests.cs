using Connector.Actions;
using Connector.Failures;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;

namespace Connector.Tests.Runs;

/// <summary>Leases, and what is written at their end, over a store that comes and goes.</summary>
public sealed class RunLeaseTests : IDisposable
{
    private static readonly TimeSpan Renewal = RunLease.Length / 4;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly string Id = RunKey.New();

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly FailingRecords _store;
    private readonly RunRecords _records;

    public RunLeaseTests()
    {
        _store = new FailingRecords(new LocalRecordStore(_folder.Path, TimeProvider.System));
        _records = new RunRecords(_store, _time);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_held_for_a_lease_after_it_was_last_seen_to_change()
    {
        await using var lease = await TakeAsync();
        _store.IsAway = true;
        var other = new RunRecords(new LocalRecordStore(_folder.Path, TimeProvider.System), _time);

        Assert.True((await ReadAsync(other)).IsHeld);
        _time.Advance(RunLease.Length - Second);
        Assert.Equal(Second, (await ReadAsync(other)).HeldFor);
        _time.Advance(Second);
        Assert.False((await ReadAsync(other)).IsHeld);
    }

    [Fact]
    public async Task A_run_that_this_process_holds_is_never_taken_for_a_dead_ones_while_the_store_takes_no_writing()
    {
        await using var lease = await TakeAsync();
        _store.TakesNothing = true;
        await ReadAsync(_records);

        _time.Advance(RunLease.Length * 2);

        Assert.True((await ReadAsync(_records)).IsHeld);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_after_a_second()
    {
        var renewal = _time.WaitOf(Renewal);
        await using var lease = await TakeAsync();
        await renewal;
        var before = await TagAsync();

        _store.IsAway = true;
        var again = _time.WaitOf(Second);
        _time.Advance(Renewal);
        await again;
        _store.IsAway = false;
        renewal = _time.WaitOf(Renewal);
        _time.Advance(Second);
        await renewal;

        Assert.NotEqual(before, await TagAsync());
    }

    [Fact]
    public async Task A_lease_that_has_run_out_is_proved_before_anything_more_is_sent()
    {
        await using var lease = await TakeAsync();
        await lease.ProveAsync(CancellationToken.None);
        _store.IsAway = true;
        await lease.ProveAsync(CancellationToken.None);

        _time.Advance(RunLease.Length);
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => lease.ProveAsync(CancellationToken.None));
        Assert.Equal(ErrorCodes.StorageUnavailable, failure.Code);

        _store.IsAway = false;
        await lease.ProveAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_run_that_another_has_taken_is_lost()
    {
        await using var lease = await TakeAsync();
        var (run, tag) = (await _records.ReadAsync(lease.Record.Id, CancellationToken.None))!.Value;
        await _records.TryWriteAsync(run with { Owner = "another" }, tag, CancellationToken.None);

        await Assert.ThrowsAsync<RunLostException>(() => lease.WriteAsync(record => record, CancellationToken.None));
    }

    [Fact]
    public async Task A_writing_whose_answer_was_lost_is_no_loss_of_the_run()
    {
        await using var lease = await TakeAsync();
        _store.LosesAnswers = true;
        await Assert.ThrowsAsync<ConnectorException>(() => lease.WriteAsync(record => record with { State = RunState.Sent }, CancellationToken.None));
        _store.LosesAnswers = false;

        await lease.WriteAsync(record => record with { CancelRequested = false }, CancellationToken.None);

        Assert.Equal(RunState.Sent, (await ReadAsync(_records)).State);
    }

    [Fact]
    public async Task An_end_that_the_store_does_not_take_is_written_when_it_is_back_and_the_run_stays_held_for_others_until_then()
    {
        var others = new RunRecords(_store, _time);
        await using var last = new LastWrites(_records, _time);
        await using (var lease = await TakeAsync())
        {
            _store.IsAway = true;
            var pause = _time.WaitOf(0.5 * Second);
            await last.EndAsync(lease, new RunAnswer());
            await pause;
        }

        var longer = _time.WaitOf(Second);
        _time.Advance(0.5 * Second);
        await longer;
        _store.IsAway = false;
        Assert.True((await ReadAsync(others)).IsHeld);
        Assert.Equal(RunState.Done, (await ReadAsync(_records)).State);
        _time.Advance(Second);

        Assert.Equal(RunState.Done, (await UntilAsync(others, run => run.State == RunState.Done)).State);
    }

    [Fact]
    public async Task An_end_that_comes_late_corrects_who_took_the_run_for_interrupted()
    {
        await using var last = new LastWrites(_records, _time);
        await using var lease = await TakeAsync();
        var (run, tag) = (await _records.ReadAsync(lease.Record.Id, CancellationToken.None))!.Value;
        await _records.TryWriteAsync(run.Interrupted(Catalog.All.Find(run.Action), _time.GetUtcNow()), tag, CancellationToken.None);

        await last.EndAsync(lease, new RunAnswer { Problem = null });

        Assert.Null((await ReadAsync(_records)).Answer!.Problem);
    }

    [Fact]
    public async Task While_the_store_is_away_nobody_is_taken_for_dead()
    {
        await using var lease = await TakeAsync();
        var other = new FailingRecords(new LocalRecordStore(_folder.Path, TimeProvider.System));
        var records = new RunRecords(other, _time);
        Assert.True((await ReadAsync(records)).IsHeld);

        (_store.IsAway, other.IsAway) = (true, true);
        _time.Advance(2 * RunLease.Length);
        await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync(records));
        other.IsAway = false;

        Assert.True((await ReadAsync(records)).IsHeld);
        _time.Advance(RunLease.Length);
        Assert.False((await ReadAsync(records)).IsHeld);
    }

    private async Task<RunLease> TakeAsync() => (await RunLease.TryTakeAsync(
        _records,
        new RunRecord
        {
            Id = Id,
            Action = "dreamstudio-text-to-image",
            Fingerprint = "",
            State = RunState.Running,
            Created = _time.GetUtcNow(),
            RequestId = "test",
        },
        tag: null,
        _time))!;

    private async Task<string> TagAsync() => (await _records.ReadAsync(Id, CancellationToken.None))!.Value.Tag;

    private static async Task<RunRecord> UntilAsync(RunRecords records, Predicate<RunRecord> isSo)
    {
        while (true)
        {
            if (await ReadAsync(records) is var run && isSo(run))
            {
                return run;
            }

            await Task.Yield();
        }
    }

    private static async Task<RunRecord> ReadAsync(RunRecords records) => (await records.ReadAsync(Id, CancellationToken.None))!.Value.Record;
}
