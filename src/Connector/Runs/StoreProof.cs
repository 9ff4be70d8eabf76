using Connector.Actions;
using Connector.Failures;
using Connector.Files;
using Connector.Output;

namespace Connector.Runs;

/// <summary>Sees that the store takes files and records, for whoever asks before a call does.</summary>
/// <param name="catalog">The actions.</param>
/// <param name="sink">Where files go.</param>
/// <param name="records">The runs.</param>
/// <param name="time">The clock, by which files have their folders.</param>
public sealed class StoreProof(Catalog catalog, IMediaSink sink, RunRecords records, TimeProvider time)
{
    /// <summary>Proves what everything needs.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503): no files, or no records of jobs, can be kept.</exception>
    public async Task ProveAsync(CancellationToken cancellationToken)
    {
        await sink.PrepareAsync([""], files: 1, cancellationToken);
        await records.ProveAsync(cancellationToken);
    }

    /// <summary>Looks at the folders in which files of today will be, each of which only some calls need.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is wrong with one, in a sentence; null when nothing is.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sink.PrepareAsync(ResultFolders.All(catalog.Actions, time.GetUtcNow()), files: 1, cancellationToken);
            return null;
        }
        catch (ConnectorException failure)
        {
            return $"{failure.Message} Calls that need this folder are refused before they are sent; others go on.";
        }
    }
}
