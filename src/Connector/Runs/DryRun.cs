namespace Connector.Runs;

/// <summary>A call that was checked as if it were to be sent, and was not.</summary>
/// <param name="Valid">Always true: an input with problems is a problem.</param>
/// <param name="Action">The action.</param>
/// <param name="Credits">The documented price of the call; absent when none is documented.</param>
/// <param name="DailyCreditsLeft">What is left of the connector's own limit for the day; absent where it has none or does not count the call.</param>
/// <param name="Balance">The account's credits; absent unless they were asked for and the API tells them.</param>
/// <param name="RequestId">The id of this request, also in the log.</param>
/// <param name="Sandbox">Whether the sandbox would answer the call.</param>
public sealed record DryRun(bool Valid, string Action, decimal? Credits, decimal? DailyCreditsLeft, decimal? Balance, string RequestId, bool Sandbox)
{
    /// <summary>What the caller should know of the input although it may be sent, in sentences; absent when there is nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
