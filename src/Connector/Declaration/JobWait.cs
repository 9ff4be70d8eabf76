namespace Connector.Declaration;

/// <summary>How the result of an upstream job is waited for.</summary>
/// <param name="Id">The parameter that holds the job's id.</param>
/// <param name="Seconds">The parameter that says how long to wait; left out, nothing is waited for.</param>
/// <param name="Interval">The time between two looks; v2beta: "poll at most every 10 seconds".</param>
public sealed record JobWait(TextParameter Id, WholeNumberParameter Seconds, TimeSpan Interval);
