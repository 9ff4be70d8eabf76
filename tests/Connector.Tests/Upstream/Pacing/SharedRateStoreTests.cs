using Connector.Records;
using Connector.Testing;
using Connector.Upstream.Pacing;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>Instances that share the rate of a key, the same over every store.</summary>
public abstract class SharedRateStoreTests
{
    private const int Limit = 12;

    private readonly ManualTime _time = new();

    /// <summary>Opens the store once more, as another process would.</summary>
    protected abstract IRecordStore Open();

    [Fact]
    public async Task Three_instances_come_one_is_killed_one_is_stopped_and_no_window_holds_more_than_the_limit()
    {
        var way = new CutStore(Open());
        var all = new[] { new RateInstance(way, Limit, _time), new RateInstance(Open(), Limit, _time), new RateInstance(Open(), Limit, _time) };
        Array.ForEach(all, one => one.Call(100));

        await RunAsync(all, seconds: 40);
        Assert.All(all.Select(one => one.Sent.Count), count => Assert.InRange(count, 4, 36));

        all[0].Kill(way);
        await RunAsync(all, seconds: 10);
        await all[1].DisposeAsync();
        await RunAsync(all, seconds: 45);

        Assert.InRange(RateInstance.Most(all), Limit - 1, Limit);
        var now = _time.GetElapsedTime(0);
        Assert.Equal(Limit, all[2].Sent.Count(at => at > now - SendWindow.Length));
        await all[2].DisposeAsync();
    }

    private async Task RunAsync(RateInstance[] instances, int seconds)
    {
        for (var step = 0; step < seconds * 2; step++)
        {
            // What is asked of a real store takes no time by this clock.
            _time.Advance(TimeSpan.FromSeconds(0.5));
            await Task.WhenAll(instances.Select(instance => instance.SettleAsync())).WaitAsync(TimeSpan.FromSeconds(60));
            Array.ForEach(instances, instance => instance.Send());
        }
    }
}
