namespace Connector.Runs;

/// <summary>An entry of the index of unfinished jobs.</summary>
/// <param name="Job">The job; null for a batch that is on its way into the queue.</param>
/// <param name="Batch">That batch; null for a job.</param>
/// <param name="Since">When the entry was written, by the store's clock.</param>
internal sealed record JobIndexEntry(JobTicket? Job, string? Batch, DateTimeOffset Since);
