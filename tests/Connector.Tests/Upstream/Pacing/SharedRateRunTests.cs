using Connector.Testing;
using Xunit.Abstractions;

namespace Connector.Tests.Upstream.Pacing;

/// <summary>Random runs of several instances that share the rate of a key, on a store and a clock that are the same each time.</summary>
public class SharedRateRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Calls, jobs, late turns, instances that come, stop, are killed or lose the store for a while, answers that get lost, clocks that are an
    /// hour wrong and jump.
    /// </summary>
    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 150)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 7)]
    [InlineData(6, 30)]
    [InlineData(7, 150)]
    [InlineData(8, 1000)]
    public async Task No_window_holds_more_than_the_limit_whatever_happens_to_the_instances(int seed, int limit)
    {
        var random = new Random(seed);
        var time = new ManualTime();
        var store = new MemoryRecordStore { LosesAnswer = () => random.Next(50) == 0 };
        var living = new List<(RateInstance Instance, CutStore Way, SkewedTime Clock)>();
        var all = new List<RateInstance>();
        while (all.Count < 3)
        {
            Come();
        }

        for (var step = 0; step < 3000; step++)
        {
            foreach (var (instance, way, clock) in living.ToList())
            {
                instance.Call(random.Next(30) == 0 ? random.Next(limit + 10) : random.Next(3), isBackground: random.Next(3) == 0);
                way.IsCut = way.IsCut ? random.Next(20) > 0 : random.Next(200) == 0;
                clock.Ahead += random.Next(200) == 0 ? Hour * random.Next(-1, 2) : TimeSpan.Zero;
                switch (random.Next(living.Count > 3 ? 300 : 600))
                {
                    case 0:
                        instance.Kill(way);
                        living.Remove((instance, way, clock));
                        break;
                    case 1:
                        living.Remove((instance, way, clock));
                        await instance.DisposeAsync();
                        break;
                    case 3 when living.Count < 5:
                        Come();
                        break;
                    case 4:
                        instance.Pace.Rest(TimeSpan.FromSeconds(random.Next(5)));
                        break;
                }
            }

            while (living.Count < 2)
            {
                Come();
            }

            time.Advance(TimeSpan.FromMilliseconds(random.Next(20) == 0 ? random.Next(12_000) : random.Next(300)));
            all.ForEach(instance => instance.Send(() => random.Next(3) > 0));
        }

        var most = RateInstance.Most([.. all]);
        output.WriteLine(
            $"limit {limit}, seed {seed}: {all.Count} instances, {all.Sum(instance => instance.Sent.Count)} calls in {time.GetElapsedTime(0).TotalSeconds:0} seconds, at most {most} in a window");
        Assert.InRange(most, 1, limit);

        void Come()
        {
            var way = new CutStore(store);
            var clock = new SkewedTime(time, Hour * random.Next(-1, 2));
            var instance = new RateInstance(way, limit, clock, queueSeconds: random.Next(30));
            all.Add(instance);
            living.Add((instance, way, clock));
        }
    }
}
