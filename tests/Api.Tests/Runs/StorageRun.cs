using System.Globalization;

namespace Connector.Api.Tests.Runs;

/// <summary>How much the run over a store that comes and goes does.</summary>
internal static class StorageRun
{
    /// <summary>Whether <c>tests/storage-run</c> asks for the whole of it; the suite runs a short form.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("STORAGE_RUN") == "long";

    /// <summary>Where the random moments come from.</summary>
    public static int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable("STORAGE_RUN_SEED") ?? "20261121", CultureInfo.InvariantCulture);

    public static int Calls { get; } = IsLong ? 200 : 40;

    public static int Jobs { get; } = IsLong ? 100 : 20;

    /// <summary>How often the store is taken away and brought back, with all the other faults in between.</summary>
    public static int Kills { get; } = IsLong ? 10 : 1;

    /// <summary>How long each other fault lasts.</summary>
    public static TimeSpan Fault { get; } = TimeSpan.FromSeconds(IsLong ? 4 : 1.2);

    /// <summary>How long it takes until all have called.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(IsLong ? 240 : 8);
}
