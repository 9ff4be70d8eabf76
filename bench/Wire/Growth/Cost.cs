using System.Diagnostics;
using System.Globalization;

namespace Connector.Wire.Growth;

/// <summary>What something takes that is done in this process.</summary>
/// <param name="Milliseconds">How long it takes, the median.</param>
/// <param name="Cpu">What is computed for it, in milliseconds.</param>
/// <param name="Allocated">The bytes allocated for it.</param>
/// <param name="Peak">How many bytes the process had more meanwhile than before.</param>
internal sealed record Cost(double Milliseconds, double Cpu, double Allocated, double Peak)
{
    private const int MostTimes = 200;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    /// <summary>Measures it as often as a second allows, and once where once takes longer.</summary>
    /// <param name="act">Does it.</param>
    /// <param name="isOnce">Whether only the first time counts.</param>
    public static async Task<Cost> OfAsync(Func<CancellationToken, Task> act, bool isOnce = false)
    {
        if (!isOnce)
        {
            await act(CancellationToken.None);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        var (had, allocated, cpu) = (Status("VmRSS:"), GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        var (times, peak) = (new List<double>(), 0d);
        for (var all = Stopwatch.StartNew(); times.Count == 0 || (!isOnce && times.Count < MostTimes && all.Elapsed < Enough);)
        {
            var one = Stopwatch.StartNew();
            await act(CancellationToken.None);
            times.Add(one.Elapsed.TotalMilliseconds);

            // Once: later ones add what nobody has collected of those before.
            peak = times.Count == 1 ? Math.Max(0, Status("VmHWM:") - had) : peak;
        }

        return new Cost(
            Comparison.Median(times, time => time),
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / times.Count,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / times.Count,
            peak);
    }

    /// <summary>As a cell of a table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Short(Milliseconds)} · {Short(Cpu)} · {Size(Allocated)} · {Size(Peak)}");

    private static string Short(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture);

    private static string Size(double bytes) => bytes < 1e6 ? (bytes / 1e3).ToString("0' kB'", CultureInfo.InvariantCulture) : (bytes / 1e6).ToString("#,0' MB'", CultureInfo.InvariantCulture);

    private static double Status(string name) => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2],
        CultureInfo.InvariantCulture) * 1024;
}
