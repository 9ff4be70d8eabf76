using System.Globalization;
using Connector.Failures;
using Connector.Streams;

namespace Connector.Input;

/// <summary>The characters of a long text inside a JSON body, its escapes resolved, as they arrive. Ends at the text's closing quote.</summary>
/// <param name="body">The body, standing behind the opening quote; left standing behind the closing one.</param>
internal sealed class JsonTextStream(BufferedBody body) : ReadOnlyStream
{
    private const int LongestEscape = 6;

    /// <summary>What stands for a character that no byte is enough for; neither base64 nor JSON has it.</summary>
    private const byte Foreign = 0xFF;

    private bool _closed;

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The body ended within the text.</exception>
    /// <exception cref="ConnectorException"><c>invalid_json</c> (400): an escape is none of JSON's.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_closed)
        {
            if (Copy(buffer.Span) is > 0 and var written)
            {
                return written;
            }

            if (!_closed && !await body.FillAsync(cancellationToken))
            {
                throw new EndOfStreamException();
            }
        }

        return 0;
    }

    /// <summary>Copies what has arrived; 0 when more bytes are needed or the text has ended.</summary>
    private int Copy(Span<byte> target)
    {
        var unread = body.Unread.Span;
        var (written, consumed) = (0, 0);
        while (written < target.Length && consumed < unread.Length)
        {
            var rest = unread[consumed..];
            if (rest[0] == (byte)'"')
            {
                consumed++;
                _closed = true;
                break;
            }

            if (rest[0] != (byte)'\\')
            {
                var plain = rest[..Math.Min(rest.Length, target.Length - written)];
                plain = plain.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var stop ? plain[..stop] : plain;
                plain.CopyTo(target[written..]);
                (written, consumed) = (written + plain.Length, consumed + plain.Length);
            }
            else if (TryUnescape(rest, out var character, out var length))
            {
                target[written++] = character;
                consumed += length;
            }
            else
            {
                break;
            }
        }

        body.Consume(consumed);
        return written;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> text, out byte character, out int length)
    {
        (character, length) = (0, 2);
        if (text.Length < length)
        {
            return false;
        }

        if (text[1] != (byte)'u')
        {
            character = text[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'f' => (byte)'\f',
                (byte)'b' => (byte)'\b',
                (byte)'"' or (byte)'\\' or (byte)'/' => text[1],
                _ => throw UnknownEscape(),
            };
            return true;
        }

        length = LongestEscape;
        if (text.Length < length)
        {
            return false;
        }

        if (!ushort.TryParse(text[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw UnknownEscape();
        }

        character = code < 0x80 ? (byte)code : Foreign;
        return true;
    }

    private static ConnectorException UnknownEscape() =>
        ConnectorException.BadRequest(ErrorCodes.InvalidJson, "The body is not valid JSON: a text in it has an escape that JSON does not know.");
}
