using System.Runtime.InteropServices;

namespace Connector.Upstream.Pacing;

/// <summary>What the division of a key's calls gives one instance, in calls of a window.</summary>
/// <param name="Target">What it may send in all.</param>
/// <param name="Ceiling">From how many calls on, of either sort, it sends none that nobody waits for.</param>
/// <param name="Floor">How many that nobody waits for it sends even when others are waited for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RatePortion(int Target, int Ceiling, int Floor)
{
    /// <summary>All of a limit, for an instance that shares it with nobody.</summary>
    public static RatePortion Whole(int limit) => new(limit, limit - RateDivision.Free(limit), RateDivision.FloorOf(limit));
}
