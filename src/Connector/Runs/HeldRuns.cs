using System.Collections.Concurrent;

namespace Connector.Runs;

/// <summary>The runs that this process carries on, so that a caller who wants one stopped and comes to this process waits for nothing.</summary>
internal sealed class HeldRuns
{
    private readonly ConcurrentDictionary<string, RunLease> _leases = new(StringComparer.Ordinal);

    /// <summary>Remembers a run.</summary>
    public void Add(RunLease lease) => _leases[lease.Record.Id] = lease;

    /// <summary>Forgets it.</summary>
    public void Remove(RunLease lease) => _leases.TryRemove(KeyValuePair.Create(lease.Record.Id, lease));

    /// <summary>The lease of a run whose owner is this process; null for another's.</summary>
    public RunLease? Find(string id, string owner) => _leases.TryGetValue(id, out var lease) && lease.Record.Owner == owner ? lease : null;

    /// <summary>Stops a run, if this process has it.</summary>
    public Task StopAsync(string id) => _leases.TryGetValue(id, out var lease) ? lease.StopAsync() : Task.CompletedTask;
}
