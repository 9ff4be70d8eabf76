namespace Connector.Runs;

/// <summary>What a caller with an idempotency key gets.</summary>
/// <param name="Answer">The run's end.</param>
/// <param name="Replayed">Whether the run was another request's.</param>
public sealed record RunOutcome(RunAnswer Answer, bool Replayed);
