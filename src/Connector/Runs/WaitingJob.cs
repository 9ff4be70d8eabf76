namespace Connector.Runs;

/// <summary>A job that could be carried on.</summary>
/// <param name="Job">The job.</param>
/// <param name="Since">Since when it is in the queue.</param>
internal sealed record WaitingJob(JobTicket Job, DateTimeOffset Since);
