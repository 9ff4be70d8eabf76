using Connector.Failures;

namespace Connector.Runs;

/// <summary>A call that was checked as if it were to be sent, and was not.</summary>
/// <param name="Valid">Whether the input may be sent.</param>
/// <param name="Action">The action.</param>
/// <param name="Credits">The documented price of the call; absent when none is documented.</param>
/// <param name="DailyCreditsLeft">What is left of the connector's own limits, of the one that leaves least; absent where it has none or does not count the call.</param>
/// <param name="Balance">The account's credits; absent unless they were asked for and the API tells them.</param>
/// <param name="RequestId">The id of this request, also in the log.</param>
/// <param name="Sandbox">Whether the sandbox would answer the call.</param>
public sealed record DryRun(bool Valid, string Action, decimal? Credits, decimal? DailyCreditsLeft, decimal? Balance, string RequestId, bool Sandbox)
{
    /// <summary>Everything wrong with the input; empty when nothing is.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What the caller should know of the input although it may be sent, in sentences; absent when there is nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>An input that would be refused.</summary>
    /// <param name="action">The action.</param>
    /// <param name="problems">What is wrong.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="isSandbox">Whether the sandbox would answer the call.</param>
    public static DryRun Refused(string action, IReadOnlyList<Problem> problems, string requestId, bool isSandbox) =>
        new(Valid: false, action, Credits: null, DailyCreditsLeft: null, Balance: null, requestId, isSandbox) { Problems = problems };
}
