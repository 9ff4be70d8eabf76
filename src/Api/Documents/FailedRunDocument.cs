using Connector.Failures;

namespace Connector.Api.Documents;

/// <summary>A run that has failed, as an event tells it.</summary>
/// <param name="Action">The action.</param>
/// <param name="JobId">The job; absent for a call that somebody waited for.</param>
/// <param name="BatchId">The batch that it belongs to; absent for none.</param>
/// <param name="Problem">What went wrong.</param>
public sealed record FailedRunDocument(string Action, string? JobId, string? BatchId, ProblemDocument Problem);
