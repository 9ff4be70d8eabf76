using System.Globalization;

namespace Connector.Streams;

/// <summary>The bytes behind quoted-printable (RFC 2045), decoded as they arrive: <c>=C3=A4</c> is two bytes, and a <c>=</c> at a line's end continues it.</summary>
/// <param name="text">The characters, each a byte.</param>
internal sealed class QuotedPrintableStream(Stream text) : ReadOnlyStream
{
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not quoted-printable; the message completes "it …".</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = 0;
        while (written == 0 && buffer.Length > 0 && await FillAsync(cancellationToken))
        {
            // What begins with "=" is three characters at most, and at the text's end perhaps less.
            while (written < buffer.Length && _start < _end && (_buffer[_start] != (byte)'=' || await HasWholeEscapeAsync(cancellationToken)))
            {
                if (_buffer[_start] != (byte)'=')
                {
                    buffer.Span[written++] = _buffer[_start++];
                }
                else if (Unescape() is { } value)
                {
                    buffer.Span[written++] = value;
                }
            }
        }

        return written;
    }

    /// <summary>Reads more when nothing is left; false at the end.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, await text.ReadAsync(_buffer, cancellationToken));
        }

        return _start < _end;
    }

    /// <summary>Makes sure that the three characters of an escape are there, or that no more come.</summary>
    private async ValueTask<bool> HasWholeEscapeAsync(CancellationToken cancellationToken)
    {
        const int Whole = 3;
        if (_end - _start < Whole)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            _end += await text.ReadAtLeastAsync(_buffer.AsMemory(_end), Whole - _end, throwOnEndOfStream: false, cancellationToken);
        }

        return true;
    }

    /// <summary>Passes an escape; null for the end of a line that goes on.</summary>
    private byte? Unescape()
    {
        var escape = _buffer.AsSpan(_start + 1, Math.Min(2, _end - _start - 1));
        if (escape.IsEmpty || escape[0] == (byte)'\n')
        {
            _start += Math.Min(2, _end - _start);
            return null;
        }

        _start += 1 + escape.Length;
        return escape.SequenceEqual("\r\n"u8) ? null
            : escape.Length == 2 && byte.TryParse(escape, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value
            : throw new FormatException("has an = that neither ends a line nor stands before two hexadecimal digits");
    }
}
