using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using Connector.Actions;
using Connector.Settings;
using Connector.Upstream.Pacing;

namespace Connector.Benchmarks.Stages;

/// <summary>The turn of a call whose key nobody else uses, taken and used, against .NET's own limiter of a sliding window.</summary>
[MemoryDiagnoser]
public class TakeTurn
{
    private readonly KeyPace _pace = new(int.MaxValue, new UpstreamLimits(), TimeProvider.System);

    private readonly SlidingWindowRateLimiter _limiter = new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = int.MaxValue,
        Window = TimeSpan.FromSeconds(10),
        SegmentsPerWindow = 10,
    });

    [GlobalCleanup]
    public async Task Delete()
    {
        await _pace.DisposeAsync();
        await _limiter.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task<bool> Limiter()
    {
        using var lease = await _limiter.AcquireAsync();
        return lease.IsAcquired;
    }

    [Benchmark]
    public async Task<bool> Turn()
    {
        using var turn = await _pace.WaitAsync(Catalog.All.Apps[0], isBackground: false, CancellationToken.None);
        return turn.TryUse();
    }
}
