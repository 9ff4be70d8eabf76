namespace Connector.Runs;

/// <summary>How long to leave something alone that has failed: each time twice as long as the last.</summary>
internal static class GrowingPause
{
    /// <summary>No pause is longer, so that what is well again is soon noticed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The pause after a number of failures in a row.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="failures">How many there were, this one included.</param>
    /// <param name="asked">What the other side asks for; null for nothing.</param>
    public static TimeSpan After(TimeSpan first, int failures, TimeSpan? asked)
    {
        var pause = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        pause = pause < Longest ? pause : Longest;
        return asked > pause ? asked.Value : pause;
    }
}
