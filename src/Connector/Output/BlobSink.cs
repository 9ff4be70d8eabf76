using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Connector.Images;
using Connector.Settings;

namespace Connector.Output;

/// <summary>
/// Files in a private container of Azure Storage. A medium streams in as blocks, which nobody sees, and becomes a blob by one call
/// that commits them. (The client's own OpenWrite commits whatever came when it is disposed of, a cut medium too.)
/// </summary>
public sealed class BlobSink : IMediaSink, IDisposable
{
    /// <summary>The size of a block, and thereby the memory that a medium needs on its way: 64 at once need 64 MiB.</summary>
    internal const int BlockBytes = 1024 * 1024;

    private const string HashName = "sha256";
    private const int LongestMetadata = 200;

    private readonly BlobContainerClient _container;
    private readonly BlobLinks _links;

    /// <summary>Opens the container of these settings; it is made when first needed.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    public BlobSink(BlobStorageOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);

        // The default credential is the managed identity on Azure and the developer's own sign-in elsewhere.
        var service = options.AccountUrl is { } url
            ? new BlobServiceClient(url, new DefaultAzureCredential())
            : new BlobServiceClient(options.ConnectionString);
        _container = service.GetBlobContainerClient(options.Container);
        _links = new BlobLinks(service, time);
    }

    /// <inheritdoc/>
    public Task<IStagedMedia> StageAsync(string folder, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return BlobFailures.TranslateAsync(() => StageBlocksAsync(folder, content, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return BlobFailures.TranslateAsync(() => FindBlobAsync(path, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return BlobFailures.TranslateAsync(() => ListBlobsAsync(prefix, continuation, most, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return BlobFailures.TranslateAsync(() => DeleteBlobAsync(path, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Uri> LinkAsync(string path, Uri? filesUrl, CancellationToken cancellationToken) =>
        BlobFailures.TranslateAsync(() => _links.CreateAsync(_container.GetBlobClient(path), cancellationToken));

    /// <inheritdoc/>
    public void Dispose() => _links.Dispose();

    /// <summary>The ids of one blob must be equally long.</summary>
    private static string BlockId(int index)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, index);
        return Convert.ToBase64String(bytes);
    }

    private async Task<IStagedMedia> StageBlocksAsync(string folder, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken);

        // Blocks belong to a name, so the name is made as soon as the first bytes tell the extension.
        var path = MediaPath.NewFile(folder, MediaFormat.Detect(buffer.AsSpan(0, Math.Min(read, MediaFormat.SignatureBytes))));
        var blob = _container.GetBlockBlobClient(path);
        var blockIds = new List<string>();
        while (read > 0)
        {
            blockIds.Add(BlockId(blockIds.Count));
            var (id, bytes) = (blockIds[^1], buffer.AsMemory(0, read));
            await InContainerAsync(() => StageBlockAsync(blob, id, bytes, cancellationToken), cancellationToken);
            read = read < BlockBytes
                ? 0
                : await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken);
        }

        // Not after a failure: a call that was given up might still be reading the buffer.
        ArrayPool<byte>.Shared.Return(buffer);
        return new StagedBlob(this, blob, blockIds);
    }

    private async Task<StoredFile?> FindBlobAsync(string path, CancellationToken cancellationToken)
    {
        if (!MediaPath.IsValid(path))
        {
            return null;
        }

        try
        {
            BlobProperties properties = await _container.GetBlobClient(path).GetPropertiesAsync(conditions: null, cancellationToken);
            return Stored(path, properties.ContentLength, properties.LastModified, properties.ETag);
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

        try
        {
            var pages = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).AsPages(continuation, most);
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                var files = from item in page.Values
                            where MediaPath.IsValid(item.Name)
                            let facts = item.Properties
                            select Stored(item.Name, facts.ContentLength ?? 0, facts.LastModified ?? DateTimeOffset.UnixEpoch, facts.ETag ?? default);
                return new StoredFilePage([.. files], string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
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

    private async Task<bool> DeleteBlobAsync(string path, CancellationToken cancellationToken)
    {
        return MediaPath.IsValid(path)
            && await _container.GetBlobClient(path).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions: null, cancellationToken);
    }

    private static async Task StageBlockAsync(BlockBlobClient blob, string id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var block = BinaryData.FromBytes(bytes).ToStream();
        await blob.StageBlockAsync(id, block, options: null, cancellationToken);
    }

    /// <summary>Makes the container when a call finds none, which spares every other call the question.</summary>
    private async Task InContainerAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(PublicAccessType.None, metadata: null, encryptionScopeOptions: null, cancellationToken);
            await call();
        }
    }

    private StoredFile Stored(string path, long bytes, DateTimeOffset lastModified, ETag tag) => new(
        path,
        MediaFormat.FromPath(path),
        bytes,
        lastModified,
        tag.ToString("H"),
        token => BlobFailures.TranslateAsync(
            () => _container.GetBlobClient(path).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = BlockBytes }, token)));

    /// <summary>Blocks on their way to a blob.</summary>
    private sealed class StagedBlob(BlobSink sink, BlockBlobClient blob, IReadOnlyList<string> blockIds) : IStagedMedia
    {
        public string Path => blob.Name;

        public Task<Uri> PublishAsync(MediaDetails details, CancellationToken cancellationToken) =>
            BlobFailures.TranslateAsync(() => CommitAsync(details, cancellationToken));

        /// <summary>Nothing to do: blocks that were never committed are invisible, and Azure discards them after a week.</summary>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static Dictionary<string, string> Metadata(MediaDetails details)
        {
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [HashName] = details.Sha256 };
            Add("action", details.Action);
            Add("seed", details.Seed?.ToString(CultureInfo.InvariantCulture));
            Add("finish_reason", details.FinishReason);
            return metadata;

            // Metadata travel as headers, and the finish reason is upstream's text.
            void Add(string name, string? value)
            {
                if (value is { Length: > 0 and <= LongestMetadata } && value.All(character => character is > ' ' and <= '~'))
                {
                    metadata[name] = value;
                }
            }
        }

        private async Task<Uri> CommitAsync(MediaDetails details, CancellationToken cancellationToken)
        {
            var options = new CommitBlockListOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = MediaFormat.FromPath(Path).ContentType },
                Metadata = Metadata(details),
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            };
            try
            {
                // A medium without bytes has no blocks either: this may be the first that the container hears of it.
                await sink.InContainerAsync(() => blob.CommitBlockListAsync(blockIds, options, cancellationToken), cancellationToken);
            }
            catch (RequestFailedException taken) when (taken.Status is 409 or 412)
            {
                // When an answer is lost the client repeats the call, and then it is our own blob that stands in the way.
                if (!await IsOursAsync(details, cancellationToken))
                {
                    throw new IOException($"{Path} exists already.", taken);
                }
            }

            return blob.Uri;
        }

        private async Task<bool> IsOursAsync(MediaDetails details, CancellationToken cancellationToken)
        {
            BlobProperties properties = await blob.GetPropertiesAsync(conditions: null, cancellationToken);
            return properties.Metadata.TryGetValue(HashName, out var hash) && hash == details.Sha256;
        }
    }
}
