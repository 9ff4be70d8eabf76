using Connector.Callers;
using Connector.Failures;
using Connector.Local;
using Connector.Output;
using Connector.Settings;
using Connector.Spending;

namespace Connector.Runs;

/// <summary>Proves that this instance can work: an app has a key, files and records can be written, jobs queued, and the disks have room.</summary>
/// <param name="options">The settings.</param>
/// <param name="store">The store.</param>
/// <param name="spill">Where paid files stay that the store does not take.</param>
/// <param name="queue">The queue of jobs.</param>
/// <param name="room">The room on the disks.</param>
/// <param name="ledger">What is spent.</param>
public sealed class Readiness(ConnectorOptions options, StoreProof store, SpillFolder spill, IJobQueue queue, DiskRoom room, Ledger ledger)
{
    private const string SpillFull = "The folder of Storage__Spill cannot be written to, or is full: a paid picture that the store does not take either would be lost. Calls go on.";

    /// <summary>Proves it.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is free, and what calls can do without.</returns>
    /// <exception cref="ConnectorException"><c>not_ready</c> (503): no app has a key; <c>storage_unavailable</c> (503).</exception>
    public async Task<ReadinessReport> ProveAsync(CancellationToken cancellationToken)
    {
        ThrowIfNoAppIsUsable();
        await store.ProveAsync(cancellationToken);
        await queue.ProveAsync(cancellationToken);
        var (files, spilled) = (options.Blob is null ? room.Of(options.StorageRoot) : null, room.Of(spill.Root));
        if (files < DiskRoom.Floor)
        {
            throw LocalFailures.Unavailable($"its disk has {InMiB(files.Value)} MiB left; below {InMiB(DiskRoom.Floor)} MiB an instance is not ready", cause: null);
        }

        // Everybody may ask: where the folder is, and what the system says of it, is for the log.
        var takesNothing = await spill.FindFaultAsync(cancellationToken) is not null || spilled < DiskRoom.Floor;
        string?[] warnings = [await store.FindFaultAsync(cancellationToken), takesNothing ? SpillFull : null];
        return new ReadinessReport(files, spilled, await ledger.LimitsAsync(Caller.Nobody, cancellationToken), [.. warnings.OfType<string>()]);
    }

    /// <summary>An app without a key is told and its calls are refused, which is as it should be where another is used.</summary>
    private void ThrowIfNoAppIsUsable()
    {
        if (options.Connections.Values.All(connection => connection.ApiKey is null))
        {
            throw new ConnectorException(
                503, ErrorCodes.NotReady, $"No app has a key, so that no action can run. Set one of {string.Join(", ", options.Connections.Values.Select(connection => connection.App.KeySetting))} and start again.");
        }
    }

    private static long InMiB(long bytes) => bytes / 1024 / 1024;
}
