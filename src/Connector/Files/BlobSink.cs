using System.Buffers;
using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Connector.Blobs;
using Connector.Failures;
using Connector.Images;
using Connector.Records;

namespace Connector.Files;

/// <summary>
/// Files in a private container of Azure Storage. A small medium waits in memory; a larger one streams in as blocks, which nobody
/// sees. Either becomes a blob by one call. (The client's own OpenWrite commits whatever came when it is disposed of, a cut medium too.)
/// </summary>
/// <param name="container">The container.</param>
public sealed class BlobSink(BlobContainer container) : IMediaSink, IDisposable
{
    /// <summary>The size of a block. One is filled while the one before it is sent, so a medium needs twice the memory on its way: 64 at once need 64 MiB.</summary>
    internal const int BlockBytes = 512 * 1024;

    private readonly BlobLinks _links = new(container.Service, container.Time);

    /// <inheritdoc/>
    public Task PrepareAsync(IReadOnlyCollection<string> folders, long files, CancellationToken cancellationToken) =>
        BlobFailures.TranslateAsync(async () =>
        {
            await container.ProveAsync(cancellationToken);
            await _links.PrepareAsync(cancellationToken);
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IStagedMedia> StageAsync(string folder, string name, Stream content, IMediaCopy? copy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return StageBlobAsync(folder, name, content, copy, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return BlobFailures.TranslateAsync(() => FindBlobAsync(path, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public string? PathOf(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var own = container.Client.Uri;
        var folder = $"{own.AbsolutePath.TrimEnd('/')}/";
        return (location.Scheme == Uri.UriSchemeHttps || location.Scheme == Uri.UriSchemeHttp)
            && location.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase)
            && location.AbsolutePath.StartsWith(folder, StringComparison.Ordinal)
                ? Uri.UnescapeDataString(location.AbsolutePath[folder.Length..])
                : null;
    }

    /// <inheritdoc/>
    public Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return BlobFailures.TranslateAsync(() => ListBlobsAsync(prefix, continuation, most, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FolderContent> OpenFolderAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return BlobFailures.TranslateAsync(() => OpenPrefixAsync(folder.Length == 0 ? null : $"{folder}/", cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return BlobFailures.TranslateAsync(() => DeleteBlobAsync(path, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>What was staged needs nothing: the service itself discards blocks that no blob was made of within a week.</remarks>
    public Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        BlobFailures.TranslateAsync(() => SweepRefusedAsync(before - MediaPath.RefusedLife, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<Uri> LinkAsync(string path, Uri? filesUrl, CancellationToken cancellationToken)
    {
        var blob = container.Client.GetBlobClient(path);
        try
        {
            return await BlobFailures.TranslateAsync(() => _links.CreateAsync(blob, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (failure is ConnectorException or OperationCanceledException)
        {
            // The file is there and may have been paid for: a link that cannot be signed must not cost the caller its path.
            return filesUrl is null ? blob.Uri : MediaPath.Link(filesUrl, path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _links.Dispose();

    /// <summary>Accounts with a hierarchical namespace show each folder as a blob of its own, which is marked so.</summary>
    private static bool IsFolder(IDictionary<string, string>? metadata) =>
        metadata is not null && metadata.TryGetValue("hdi_isfolder", out var isFolder) && bool.TryParse(isFolder, out var value) && value;

    /// <summary>The ids of one blob must be equally long.</summary>
    private static string BlockId(int index)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, index);
        return Convert.ToBase64String(bytes);
    }

    private async Task<IStagedMedia> StageBlobAsync(string folder, string name, Stream content, IMediaCopy? copy, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        var read = await FillAsync(buffer, content, cancellationToken);

        // Blocks belong to a name, so the name is made as soon as the first bytes tell the extension.
        var path = MediaPath.File(folder, name, MediaFormat.Detect(buffer.AsSpan(0, read)));
        var blob = container.Client.GetBlockBlobClient(path);
        if (read > StagedBytes.MostBytes)
        {
            return new StagedBlocks(container, blob, await StageBlocksAsync(blob, content, copy, buffer, read, cancellationToken));
        }

        var staged = new StagedBytes(container, blob, buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
        return staged;
    }

    /// <summary>Sends the block that was read and all that follow, each while the next one comes, and tells their ids.</summary>
    private async Task<IReadOnlyList<string>> StageBlocksAsync(
        BlockBlobClient blob, Stream content, IMediaCopy? copy, byte[] buffer, int read, CancellationToken cancellationToken)
    {
        var blockIds = new List<string>();
        var (filled, free, sent) = (buffer, ArrayPool<byte>.Shared.Rent(BlockBytes), Task.CompletedTask);
        try
        {
            while (read > 0)
            {
                var block = filled.AsMemory(0, read);
                await (copy?.AppendAsync(block, cancellationToken) ?? ValueTask.CompletedTask);
                await sent;
                blockIds.Add(BlockId(blockIds.Count));
                sent = SendAsync(blockIds[^1], block);
                (filled, free) = (free, filled);
                read = read < BlockBytes ? 0 : await FillAsync(filled, content, cancellationToken);
            }
        }
        finally
        {
            // What breaks off must not leave a block on its way behind.
            await sent;
        }

        // Not after a failure: a call that was given up might still be reading a buffer.
        ArrayPool<byte>.Shared.Return(filled);
        ArrayPool<byte>.Shared.Return(free);
        return blockIds;

        Task SendAsync(string id, ReadOnlyMemory<byte> block) => BlobFailures.TranslateAsync(
            () => container.KeepAsync(() => StageBlockAsync(blob, id, block, cancellationToken), cancellationToken), cancellationToken);
    }

    private static ValueTask<int> FillAsync(byte[] block, Stream content, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(block.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken);

    private async Task<StoredFile?> FindBlobAsync(string path, CancellationToken cancellationToken)
    {
        if (!MediaPath.IsValid(path))
        {
            return null;
        }

        try
        {
            BlobProperties properties = await container.Client.GetBlobClient(path).GetPropertiesAsync(conditions: null, cancellationToken);
            return IsFolder(properties.Metadata) ? null : Stored(path, properties.ContentLength, properties.LastModified, properties.ETag);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private async Task<StoredFilePage> ListBlobsAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken)
    {
        if (!MediaPath.IsPrefix(prefix))
        {
            return new StoredFilePage([], Continuation: null);
        }

        // The service may begin anew with one that it does not know.
        if (continuation is not null && FilePlace.FromContinuation(continuation) is not null)
        {
            throw MediaPath.UnknownContinuation(cause: null);
        }

        try
        {
            var pages = container.Client.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).AsPages(continuation, most);
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                var files = page.Values.Where(IsFile).Select(Stored);

                // Records sort behind all files; without this, pages of nothing would follow.
                var isLast = string.IsNullOrEmpty(page.ContinuationToken) || page.Values.Any(item => item.Name.StartsWith(BlobRecordStore.Folder, StringComparison.Ordinal));
                return new StoredFilePage([.. files], isLast ? null : page.ContinuationToken);
            }
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing has been stored yet.
        }
        catch (RequestFailedException refused) when (refused.Status == 400 && continuation is not null)
        {
            throw MediaPath.UnknownContinuation(refused);
        }

        return new StoredFilePage([], Continuation: null);
    }

    private async Task<FolderContent> OpenPrefixAsync(string? prefix, CancellationToken cancellationToken)
    {
        var (folders, files) = (new List<string>(), new List<StoredFile>());
        try
        {
            var items = container.Client.GetBlobsByHierarchyAsync(BlobTraits.Metadata, BlobStates.None, "/", prefix, cancellationToken);
            await foreach (var item in items)
            {
                if (item.IsPrefix && item.Prefix.TrimEnd('/') is var path && MediaPath.IsValid(path))
                {
                    folders.Add(path);
                }
                else if (item.IsBlob && IsFile(item.Blob))
                {
                    files.Add(Stored(item.Blob));
                }
            }
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing has been stored yet.
        }

        return new FolderContent(folders, files);
    }

    private async Task<bool> DeleteBlobAsync(string path, CancellationToken cancellationToken)
    {
        return await FindBlobAsync(path, cancellationToken) is not null
            && await container.Client.GetBlobClient(path).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions: null, cancellationToken);
    }

    private async Task<bool> SweepRefusedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in container.Client.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{MediaPath.Refused}/", cancellationToken))
            {
                if (item.Properties.LastModified < before)
                {
                    await container.Client.GetBlobClient(item.Name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions: null, cancellationToken);
                }
            }
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing has been stored yet.
        }

        return true;
    }

    private static async Task<BlockInfo> StageBlockAsync(BlockBlobClient blob, string id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var block = BinaryData.FromBytes(bytes).ToStream();
        return await blob.StageBlockAsync(id, block, options: null, cancellationToken);
    }

    private static bool IsFile(BlobItem item) => MediaPath.IsValid(item.Name) && !IsFolder(item.Metadata);

    private StoredFile Stored(BlobItem item) => Stored(
        item.Name, item.Properties.ContentLength ?? 0, item.Properties.LastModified ?? DateTimeOffset.UnixEpoch, item.Properties.ETag ?? default);

    private StoredFile Stored(string path, long bytes, DateTimeOffset lastModified, ETag tag) => new(
        path,
        MediaFormat.FromPath(path),
        bytes,
        lastModified,
        tag.ToString("H"),
        token => BlobFailures.TranslateAsync<Stream>(async () => new BlobReadStream(
            await container.Client.GetBlobClient(path).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = BlockBytes }, token)), token));
}
