using Connector.Records;
using Connector.Runs;
using Connector.Testing;

namespace Connector.Tests.Runs;

/// <summary>How soon a run notices that its caller wants it stopped.</summary>
public sealed class CancelledRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly RunLab _one;
    private readonly RunLab _other;

    public CancelledRunTests() => (_one, _other) = (Instance(), Instance());

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_cancel_that_reaches_another_instance_stops_a_job_within_a_second()
    {
        var look = _time.WaitOf(TimeSpan.FromSeconds(1));
        await using var lease = await TakeAsync();
        await look;

        Assert.True(await _other.Jobs.TryCancelAsync(lease.Record.Id, CancellationToken.None));
        Assert.False(lease.Stopped.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));

        await StoppedAsync(lease);
    }

    [Fact]
    public async Task A_cancel_that_reaches_the_instance_itself_stops_a_job_at_once()
    {
        await using var lease = await TakeAsync();

        Assert.True(await _one.Jobs.TryCancelAsync(lease.Record.Id, CancellationToken.None));

        Assert.True(lease.Stopped.IsCancellationRequested);
    }

    private static async Task StoppedAsync(RunLease lease)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = lease.Stopped.Register(stopped.SetResult);
        await stopped.Task.WaitAsync(Patience);
    }

    private RunLab Instance() => new(new LocalRecordStore(_folder.Path, TimeProvider.System), new ListedJobs(), _time);

    private async Task<RunLease> TakeAsync() =>
        (await RunLease.TryTakeAsync(_one.Records, RunLab.Queued() with { State = RunState.Running }, tag: null, _time))!;
}
