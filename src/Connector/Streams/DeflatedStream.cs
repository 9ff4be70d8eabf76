using System.IO.Compression;

namespace Connector.Streams;

/// <summary>What HTTP calls <c>deflate</c>: by the standard in the frame of zlib, by a widespread mistake without.</summary>
/// <param name="body">The compressed bytes.</param>
internal sealed class DeflatedStream(Stream body) : ReadOnlyStream
{
    private const int HeadBytes = 2;

    private Stream? _inflated;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_inflated is null)
        {
            var head = new byte[HeadBytes];
            var length = await body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
            var whole = new ConcatenatedStream(new MemoryStream(head, 0, length), body);
            _inflated = IsZlib(head) ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
        }

        return await _inflated.ReadAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflated?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The first byte names the method, 8, and both as a number are a multiple of 31 (RFC 1950).</summary>
    private static bool IsZlib(byte[] head) => (head[0] & 0x0F) == 8 && ((head[0] << 8) | head[1]) % 31 == 0;
}
