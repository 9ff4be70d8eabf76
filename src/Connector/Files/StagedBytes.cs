using System.Buffers;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Connector.Blobs;

namespace Connector.Files;

/// <summary>A small medium that waits in memory: one call stores it, where a block and its commit are two.</summary>
internal sealed class StagedBytes : StagedBlob
{
    /// <summary>
    /// The largest that waits. Ten samples of one call then hold 2.5 MiB, while most JPEG and WebP images of a megapixel fit; a call
    /// less, which is milliseconds, is not worth more memory.
    /// </summary>
    public const int MostBytes = 256 * 1024;

    private readonly BlockBlobClient _blob;
    private readonly byte[] _buffer;
    private readonly int _length;
    private bool _isOurs = true;

    public StagedBytes(BlobContainer container, BlockBlobClient blob, ReadOnlySpan<byte> bytes)
        : base(container, blob)
    {
        _blob = blob;
        _buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        _length = bytes.Length;
        bytes.CopyTo(_buffer);
    }

    public override Task CopyAsync(IMediaCopy copy, CancellationToken cancellationToken) =>
        copy.AppendAsync(_buffer.AsMemory(0, _length), cancellationToken).AsTask();

    public override ValueTask DisposeAsync()
    {
        if (_isOurs)
        {
            _isOurs = false;
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        return ValueTask.CompletedTask;
    }

    protected override async Task<Response<BlobContentInfo>> WriteAsync(CommitBlockListOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = new MemoryStream(_buffer, 0, _length, writable: false);
            return await _blob.UploadAsync(
                content,
                new BlobUploadOptions { HttpHeaders = options.HttpHeaders, Metadata = options.Metadata, Conditions = options.Conditions },
                cancellationToken);
        }
        catch
        {
            // A call that failed or was given up might still be reading the buffer, so it is left to the garbage collector.
            _isOurs = false;
            throw;
        }
    }
}
