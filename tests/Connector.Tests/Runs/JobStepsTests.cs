using Connector.Failures;
using Connector.Records;
using Connector.Runs;
using Connector.Testing;

namespace Connector.Tests.Runs;

/// <summary>A message of the queue, one step.</summary>
public sealed class JobStepsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ListedJobs _queue = new();
    private readonly RunLab _lab;

    public JobStepsTests() => _lab = new RunLab(new LocalRecordStore(_folder.Path, TimeProvider.System), _queue, _time);

    public void Dispose()
    {
        _lab.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_message_of_another_app_fails_so_that_the_host_logs_it_and_brings_it_again()
    {
        var id = RunKey.New();

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => CarryOnAsync(id));

        Assert.Equal(ErrorCodes.JobNotFound, failure.Code);
        Assert.Contains(id, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_no_id_fails() =>
        Assert.Equal(ErrorCodes.BadRequest, (await Assert.ThrowsAsync<ConnectorException>(() => CarryOnAsync("nothing"))).Code);

    [Fact]
    public async Task The_message_of_a_job_that_has_ended_is_done_and_the_job_leaves_the_index()
    {
        var run = RunLab.Queued();
        await _lab.LeaveAsync(Cancelled(run, _time.GetUtcNow().AddHours(-1)));

        await CarryOnAsync(run.Id);

        Assert.Empty(_queue.Added);
        Assert.Empty(await _lab.EntriesAsync());
    }

    [Fact]
    public async Task A_job_that_has_just_ended_is_left_for_its_ender_to_tidy_up_after()
    {
        var run = RunLab.Queued();
        await _lab.LeaveAsync(Cancelled(run, _time.GetUtcNow().AddSeconds(-1)));

        await CarryOnAsync(run.Id);

        Assert.Empty(_queue.Added);
        Assert.Single(await _lab.EntriesAsync());
    }

    [Fact]
    public async Task A_job_whose_instance_died_in_its_call_ends_and_leaves_the_index()
    {
        var run = RunLab.Queued() with { State = RunState.Sent };
        await _lab.LeaveAsync(run);

        await CarryOnAsync(run.Id);

        Assert.Equal(ErrorCodes.RunInterrupted, (await _lab.Records.ReadAsync(run.Id, CancellationToken.None))!.Value.Record.Answer!.Problem!.Code);
        Assert.Empty(await _lab.EntriesAsync());
    }

    [Fact]
    public async Task A_job_that_is_to_be_left_alone_is_not_touched_and_gets_another_message()
    {
        var run = RunLab.Queued() with { NextLook = _time.GetUtcNow().AddSeconds(10) };
        await _lab.LeaveAsync(run);

        await CarryOnAsync(run.Id);

        Assert.Equal(run.Id, Assert.Single(_queue.Added).Id);
        Assert.Equal(RunState.Queued, (await _lab.Records.ReadAsync(run.Id, CancellationToken.None))!.Value.Record.State);
    }

    [Fact]
    public async Task A_job_that_begins_anew_while_somebody_tidies_up_after_it_stays_in_the_index()
    {
        var store = new LocalRecordStore(_folder.Path, TimeProvider.System);
        var run = RunLab.Queued();
        await _lab.Index.AddAsync(run.Job, CancellationToken.None);
        var (_, tag) = (await _lab.Index.ReadAsync(run.Job, CancellationToken.None))!.Value;

        await new JobIndex(store, _time).AddAsync(run.Job, CancellationToken.None);

        Assert.False(await _lab.Index.TryDeleteAsync(run.Job, tag, CancellationToken.None));
        Assert.Single(await _lab.EntriesAsync());
    }

    private static RunRecord Cancelled(RunRecord run, DateTimeOffset at) =>
        run.Ended(RunAnswer.Of(new ConnectorException(409, ErrorCodes.RunCancelled, "no"), "id"), at);

    private async Task CarryOnAsync(string message)
    {
        await using var steps = new JobSteps(_lab.Processor, _queue);
        await steps.CarryOnAsync(message);
    }
}
