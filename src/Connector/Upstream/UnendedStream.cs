using Connector.Streams;

namespace Connector.Upstream;

/// <summary>
/// Decodes what may lack the end of its encoding: it ends there, and says so, for what came may be whole all the same. Data that is
/// broken before its end fails.
/// </summary>
internal sealed class UnendedStream : ReadOnlyStream
{
    private readonly Stream _decoded;
    private readonly Action _mark;
    private bool _sourceEnded;
    private bool _isMarked;

    /// <summary>Prepares the decoding; nothing is read yet.</summary>
    /// <param name="source">The encoded bytes.</param>
    /// <param name="decode">Takes the encoding off.</param>
    /// <param name="mark">Hears that the end is missing.</param>
    public UnendedStream(Stream source, Func<Stream, Stream> decode, Action mark) =>
        (_decoded, _mark) = (decode(new Source(source, this)), mark);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _decoded.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException) when (_sourceEnded)
        {
            if (!_isMarked)
            {
                _isMarked = true;
                _mark();
            }

            return 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoded.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The encoded bytes, whose end is seen.</summary>
    private sealed class Source(Stream source, UnendedStream seenBy) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            seenBy._sourceEnded |= read == 0;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
