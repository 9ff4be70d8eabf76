using Connector.Runs;

namespace Connector.Tests.Runs;

public class WorkInFlightTests
{
    [Fact]
    public async Task A_stop_waits_for_work_from_its_very_beginning_and_cuts_nothing_off()
    {
        await using var all = new WorkInFlight();
        var (first, second) = (all.Begin(), all.Begin());

        var stop = all.StopAsync(CancellationToken.None);
        first.Dispose();
        Assert.Equal((false, false), (stop.IsCompleted, all.Cut.IsCancellationRequested));

        second.Dispose();
        await stop;
    }

    [Fact]
    public async Task A_stop_whose_time_is_over_cuts_work_off_and_still_waits_for_its_end()
    {
        await using var all = new WorkInFlight();
        var work = all.Begin();
        using var time = new CancellationTokenSource();
        var stop = all.StopAsync(time.Token);
        var cut = new TaskCompletionSource();
        await using var told = all.Cut.Register(cut.SetResult);

        await time.CancelAsync();

        await cut.Task;
        Assert.False(stop.IsCompleted);
        work.Dispose();
        await stop;
    }
}
