using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Connector.Blobs;

namespace Connector.Files;

/// <summary>A medium whose blocks are at the store already.</summary>
internal sealed class StagedBlocks(BlobContainer container, BlockBlobClient blob, IReadOnlyList<string> blockIds) : StagedBlob(container, blob)
{
    private readonly BlockBlobClient _blob = blob;

    /// <summary>Nothing to do: nobody can ask for a block that was not committed, so each was copied before it was sent.</summary>
    public override Task CopyAsync(IMediaCopy copy, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing to do: blocks that were never committed are invisible, and Azure discards them after a week.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<Response<BlobContentInfo>> WriteAsync(CommitBlockListOptions options, CancellationToken cancellationToken) =>
        _blob.CommitBlockListAsync(blockIds, options, cancellationToken);
}
