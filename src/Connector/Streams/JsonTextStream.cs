using System.Globalization;
using System.Text.Json;

namespace Connector.Streams;

/// <summary>The characters of a long text inside a JSON body, its escapes resolved, as they arrive. Ends at the text's closing quote.</summary>
/// <param name="body">The body, standing behind the opening quote; left standing behind the closing one.</param>
internal sealed class JsonTextStream(BufferedBody body) : ReadOnlyStream
{
    private const int LongestEscape = 6;

    /// <summary>What stands for a character that no byte is enough for; neither base64 nor JSON has it.</summary>
    private const byte Foreign = 0xFF;

    private bool _closed;

    /// <summary>The state of a JSON reader that stood before a text, had it read an empty text in its place.</summary>
    public static JsonReaderState PassedAsEmptyText(JsonReaderState before)
    {
        var reader = new Utf8JsonReader("\"\""u8, isFinalBlock: false, before);
        reader.Read();
        return reader.CurrentState;
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The body ended within the text.</exception>
    /// <exception cref="JsonException">An escape is none of JSON's.</exception>
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
            else if (Unescape(rest, out var character) is not 0 and var length)
            {
                target[written++] = length > 0 ? character : throw new JsonException("A text has an escape that JSON does not know.");
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

    /// <summary>Resolves an escape at the start of a text.</summary>
    /// <param name="text">The text, from the backslash on.</param>
    /// <param name="character">What it stands for.</param>
    /// <returns>How long the escape is; 0 when more bytes are needed, -1 when it is none of JSON's.</returns>
    internal static int Unescape(ReadOnlySpan<byte> text, out byte character)
    {
        character = 0;
        if (text.Length < 2)
        {
            return 0;
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
                _ => 0,
            };
            return character == 0 ? -1 : 2;
        }

        if (text.Length < LongestEscape)
        {
            return 0;
        }

        if (!ushort.TryParse(text[2..LongestEscape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return -1;
        }

        character = code < 0x80 ? (byte)code : Foreign;
        return LongestEscape;
    }
}
