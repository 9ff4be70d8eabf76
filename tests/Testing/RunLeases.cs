using Connector.Records;
using Connector.Runs;

namespace Connector.Testing;

/// <summary>The leases of runs in a store.</summary>
public static class RunLeases
{
    /// <summary>Ends the leases of servers that have all been killed, for tests that have no time to wait until they run out.</summary>
    /// <param name="store">The store.</param>
    public static async Task EndAsync(IRecordStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var records = new RunRecords(store, TimeProvider.System);
        await foreach (var entry in store.ListAsync("runs", CancellationToken.None))
        {
            if (await records.ReadAsync(entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], CancellationToken.None) is ({ Lease: not null } run, var tag))
            {
                await records.TryWriteAsync(run with { Lease = TimeSpan.Zero }, tag, CancellationToken.None);
            }
        }
    }
}
