using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Connector.Streams;

/// <summary>The bytes behind a base64 text inside a JSON body, decoded as they arrive. Ends at the text's closing quote.</summary>
/// <param name="body">The body, standing behind the opening quote; left standing behind the closing one.</param>
internal sealed class Base64TextStream(BufferedBody body) : ReadOnlyStream
{
    private const int LongestEscape = 6;
    private const int GroupCharacters = 4;
    private const int GroupBytes = 3;

    /// <summary>How many of the body's unread bytes are known to be plain base64.</summary>
    private int _plain;
    private bool _closed;

    /// <summary>What of a group was decoded and did not fit into a reader's buffer.</summary>
    private ReadOnlyMemory<byte> _kept;

    /// <summary>The state of a JSON reader that stood before the text, had it read an empty text in its place.</summary>
    public static JsonReaderState PassedAsEmptyText(JsonReaderState before)
    {
        var reader = new Utf8JsonReader("\"\""u8, isFinalBlock: false, before);
        reader.Read();
        return reader.CurrentState;
    }

    /// <summary>Decodes what has arrived, at least one byte unless the text has ended.</summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    /// <exception cref="EndOfStreamException">The body ended within the text.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Who fills a buffer to its last byte, as a store of blobs does with its blocks, asks for less than a group at the end.
        if (_kept.IsEmpty && buffer.Length is > 0 and < GroupBytes)
        {
            var group = new byte[GroupBytes];
            _kept = group.AsMemory(0, await ReadAsync(group, cancellationToken));
        }

        if (!_kept.IsEmpty)
        {
            var length = Math.Min(_kept.Length, buffer.Length);
            _kept[..length].CopyTo(buffer);
            _kept = _kept[length..];
            return length;
        }

        var written = 0;
        while ((!_closed || _plain > 0) && buffer.Length - written >= GroupBytes)
        {
            FindPlain();
            if (Decode(buffer.Span[written..]) is > 0 and var more)
            {
                written += more;
            }
            else if (written > 0)
            {
                // What is there is handed on before waiting for more.
                break;
            }
            else if (!_closed && !await body.FillAsync(cancellationToken))
            {
                throw new EndOfStreamException();
            }
        }

        return written;
    }

    /// <summary>Refuses a consumer that stopped early: the JSON around the text could not be read on.</summary>
    public async ValueTask EnsureReadToEndAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[GroupBytes];
        if (await ReadAsync(rest, cancellationToken) > 0)
        {
            throw new InvalidOperationException("The image was not read to its end.");
        }
    }

    /// <summary>Decodes into the target; 0 when not even one group of four characters is there.</summary>
    private int Decode(Span<byte> target)
    {
        // Only the last group may have padding and only a decoder that knows it to be the last accepts it: so a group is held
        // back until the closing quote or a further group is seen, and a target too small for the rest gets the groups before it.
        var ready = _closed ? _plain : Math.Max(0, _plain - GroupCharacters);
        var isLast = _closed && Base64.GetMaxDecodedFromUtf8Length(_plain) <= target.Length;
        var status = Base64.DecodeFromUtf8(body.Unread.Span[..ready], target, out var consumed, out var written, isLast);
        if (status == OperationStatus.InvalidData || (_closed && consumed == 0 && _plain > 0))
        {
            throw new FormatException();
        }

        body.Consume(consumed);
        _plain -= consumed;
        if (_closed && _plain == 0)
        {
            body.Consume(1);
        }

        return written;
    }

    /// <summary>
    /// Moves the border of what is plain up to the closing quote or the last byte read. JSON may write "/" as "\/" and any
    /// character as "\u002B"; such escapes are resolved in place, the bytes before them moved up to close the gap.
    /// </summary>
    private void FindPlain()
    {
        var text = body.Unread.Span;
        while (!_closed && _plain < text.Length)
        {
            var stop = text[_plain..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
            {
                _plain = text.Length;
                return;
            }

            _plain += stop;
            if (text[_plain] == (byte)'"')
            {
                _closed = true;
                return;
            }

            // What can be decoded is decoded before an escape is resolved, so that only a few bytes have to move.
            if (_plain >= 2 * GroupCharacters || !TryUnescape(text[_plain..], out var character, out var length))
            {
                return;
            }

            text[.._plain].CopyTo(text[(length - 1)..]);
            text[_plain + length - 1] = character;
            body.Consume(length - 1);
            text = body.Unread.Span;
            _plain++;
        }
    }

    private static bool TryUnescape(ReadOnlySpan<byte> text, out byte character, out int length)
    {
        character = 0;
        length = 0;
        if (text.Length < 2)
        {
            return false;
        }

        if (text[1] == (byte)'/')
        {
            (character, length) = ((byte)'/', 2);
            return true;
        }

        if (text[1] != (byte)'u')
        {
            throw new FormatException();
        }

        if (text.Length < LongestEscape)
        {
            return false;
        }

        if (!ushort.TryParse(text[2..LongestEscape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x7F)
        {
            throw new FormatException();
        }

        (character, length) = ((byte)code, LongestEscape);
        return true;
    }
}
