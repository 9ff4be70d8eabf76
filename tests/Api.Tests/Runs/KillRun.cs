using System.Globalization;

namespace Connector.Api.Tests.Runs;

/// <summary>What the runs under kills have in common.</summary>
internal static class KillRun
{
    /// <summary>Whether <c>tests/kill-run</c> asks for the whole of it; the suite runs a short form.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("KILL_RUN") == "long";

    /// <summary>Where the random moments come from.</summary>
    public static int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable("KILL_RUN_SEED") ?? "20261121", CultureInfo.InvariantCulture);

    /// <summary>Waits for a moment to kill a server: a while after the next generation has begun, or just a while, which is often before.</summary>
    public static async Task MomentAsync(CountingUpstream upstream, Random random)
    {
        if (random.Next(3) > 0)
        {
            await Task.WhenAny(upstream.Next, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));
        }

        await PauseAsync(random, TimeSpan.FromSeconds(0.7));
    }

    public static Task PauseAsync(Random random, TimeSpan most) => Task.Delay(random.NextDouble() * most, TimeProvider.System);
}
