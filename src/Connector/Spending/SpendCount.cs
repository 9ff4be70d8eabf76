namespace Connector.Spending;

/// <summary>How many calls were paid for, and what they cost.</summary>
/// <param name="Calls">The calls that were charged, or may have been.</param>
/// <param name="Credits">Their documented prices together (a credit is 0.01 US dollars).</param>
/// <param name="UncertainCalls">Those of them of which nobody knows whether they were charged: in flight, cut off, or failed on the way.</param>
/// <param name="UnpricedCalls">Those of them without a documented price.</param>
public sealed record SpendCount(long Calls, decimal Credits, long UncertainCalls, long UnpricedCalls)
{
    /// <summary>Nothing.</summary>
    public static SpendCount None { get; } = new(0, 0, 0, 0);

    /// <summary>One call.</summary>
    internal static SpendCount Of(decimal? credits, bool isUncertain) => new(1, credits ?? 0, isUncertain ? 1 : 0, credits is null ? 1 : 0);

    /// <summary>Both together.</summary>
    internal SpendCount Plus(SpendCount other) =>
        new(Calls + other.Calls, Credits + other.Credits, UncertainCalls + other.UncertainCalls, UnpricedCalls + other.UnpricedCalls);
}
