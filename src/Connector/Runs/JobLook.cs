namespace Connector.Runs;

/// <summary>The last look at a job that upstream works on.</summary>
/// <param name="At">When it was.</param>
/// <param name="Saw">What it saw: <c>in_progress</c>, or the code of what failed.</param>
/// <param name="Detail">What failed, in words; absent while the job is in progress.</param>
/// <param name="Since">Since when each look has seen the same.</param>
/// <param name="Times">How many looks in a row have seen the same.</param>
public sealed record JobLook(DateTimeOffset At, string Saw, string? Detail, DateTimeOffset Since, int Times)
{
    /// <summary>What is seen of a job that upstream works on.</summary>
    internal const string InProgress = "in_progress";

    /// <summary>The look after another.</summary>
    internal static JobLook After(JobLook? before, DateTimeOffset now, string saw, string? detail) =>
        before?.Saw == saw ? before with { At = now, Detail = detail, Times = before.Times + 1 } : new JobLook(now, saw, detail, now, 1);
}
