using System.Buffers;

namespace Connector.Streams;

/// <summary>One pooled buffer over a body, shared by the readers that take turns on it.</summary>
/// <param name="body">The body.</param>
/// <param name="mostBytes">How far the buffer may grow for one token that must be whole in memory.</param>
internal sealed class BufferedBody(Stream body, int mostBytes = BufferedBody.BufferBytes) : IDisposable
{
    /// <summary>Below the large object heap's limit of 85,000 bytes.</summary>
    public const int BufferBytes = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;

    /// <summary>Whether the body has no more bytes beyond the unread ones.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The bytes read from the body and not yet consumed.</summary>
    public Memory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    public void Consume(int bytes) => _start += bytes;

    /// <summary>Reads more; false when nothing was added, because the body has ended or the buffer is full.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length && _buffer.Length < mostBytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Unread.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        if (_end == _buffer.Length || HasEnded)
        {
            return false;
        }

        var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        HasEnded = read == 0;
        return read > 0;
    }

    /// <summary>Passes white space and the quote that opens a text; false when something else stands there.</summary>
    public async ValueTask<bool> SkipOpeningQuoteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var text = Unread.Span;
            var blanks = text.IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks >= 0)
            {
                var isQuote = text[blanks] == (byte)'"';
                Consume(blanks + (isQuote ? 1 : 0));
                return isQuote;
            }

            Consume(text.Length);
            if (!await FillAsync(cancellationToken))
            {
                throw new EndOfStreamException();
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
