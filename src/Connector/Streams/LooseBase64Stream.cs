using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Connector.Streams;

/// <summary>
/// The bytes behind a base64 text in any dress: with line breaks, in the alphabet of URLs, behind "data:…;base64,", without its padding,
/// with JSON's escapes. They are decoded as they arrive.
/// </summary>
/// <param name="body">The body, standing at the text's first character; left standing behind its closing quote.</param>
/// <param name="isQuoted">Whether it ends at a quote, as in JSON; otherwise at the body's end.</param>
internal sealed class LooseBase64Stream(BufferedBody body, bool isQuoted) : ReadOnlyStream
{
    private const int LongestEscape = 6;
    private const int GroupCharacters = 4;

    /// <summary>The comma behind "data:image/png;base64" comes soon.</summary>
    private const int LongestPrefix = 256;

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private readonly byte[] _characters = new byte[8 * 1024];
    private readonly byte[] _bytes = new byte[6 * 1024];
    private int _count;
    private ReadOnlyMemory<byte> _decoded;
    private bool _hasBegun;
    private bool _isPadded;
    private bool _hasEnded;

    /// <summary>Whether a decoder that wants base64 as it is written by the book would have refused the text.</summary>
    public bool IsLoose { get; private set; }

    /// <summary>Decodes what has arrived, at least one byte unless the text has ended.</summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    /// <exception cref="EndOfStreamException">The body ended within the text.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            await PassPrefixAsync(cancellationToken);
        }

        while (_decoded.IsEmpty && !(_hasEnded && _count == 0))
        {
            Gather();
            if (!Decode() && !_hasEnded && !await body.FillAsync(cancellationToken) && body.HasEnded)
            {
                _hasEnded = !isQuoted && body.Unread.IsEmpty ? true : throw new EndOfStreamException();
            }
        }

        var length = Math.Min(_decoded.Length, buffer.Length);
        _decoded[..length].CopyTo(buffer);
        _decoded = _decoded[length..];
        return length;
    }

    /// <summary>Refuses a consumer that stopped early: the JSON around the text could not be read on.</summary>
    public async ValueTask EnsureReadToEndAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(new byte[1], cancellationToken) > 0)
        {
            throw new InvalidOperationException("The image was not read to its end.");
        }
    }

    private async ValueTask PassPrefixAsync(CancellationToken cancellationToken)
    {
        var word = "data:"u8.ToArray();
        while (body.Unread.Length < word.Length && await body.FillAsync(cancellationToken))
        {
            // A few more bytes.
        }

        if (!body.Unread.Span.StartsWith(word))
        {
            return;
        }

        int comma;
        while ((comma = body.Unread.Span[..Math.Min(LongestPrefix, body.Unread.Length)].IndexOf((byte)',')) < 0)
        {
            if (body.Unread.Length >= LongestPrefix || !await body.FillAsync(cancellationToken))
            {
                throw new FormatException();
            }
        }

        body.Consume(comma + 1);
        IsLoose = true;
    }

    /// <summary>Collects plain characters until there is no room, no byte, or the end.</summary>
    private void Gather()
    {
        while (!_hasEnded && _count < _characters.Length && !body.Unread.IsEmpty)
        {
            var text = body.Unread.Span;
            var plain = text.IndexOfAnyExcept(Alphabet);
            var run = Math.Min(plain < 0 ? text.Length : plain, _characters.Length - _count);
            if (run > 0)
            {
                Add(text[..run]);
                body.Consume(run);
            }
            else if (!TryPassOther(text))
            {
                return;
            }
        }
    }

    private void Add(ReadOnlySpan<byte> plain)
    {
        if (_isPadded)
        {
            throw new FormatException();
        }

        plain.CopyTo(_characters.AsSpan(_count));
        _count += plain.Length;
    }

    /// <summary>Passes one character that is not plain; false when more bytes are needed to know it.</summary>
    private bool TryPassOther(ReadOnlySpan<byte> text)
    {
        var (character, length) = (text[0], 1);
        if (isQuoted && character == (byte)'"')
        {
            _hasEnded = true;
        }
        else if (character == (byte)'\\' && isQuoted)
        {
            if (!TryUnescape(text, out character, out length))
            {
                return false;
            }

            AddOther(character);
        }
        else
        {
            AddOther(character);
        }

        body.Consume(length);
        return true;
    }

    private void AddOther(byte character)
    {
        switch (character)
        {
            case (byte)'=':
                _isPadded = true;
                break;
            case (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)' ':
                IsLoose = true;
                break;
            case (byte)'-' or (byte)'_':
                IsLoose = true;
                Add(character == (byte)'-' ? "+"u8 : "/"u8);
                break;
            default:
                if (!Alphabet.Contains(character))
                {
                    throw new FormatException();
                }

                Add([character]);
                break;
        }
    }

    /// <summary>Decodes whole groups, and what is left at the end; false when there was nothing to decode.</summary>
    private bool Decode()
    {
        var ready = _hasEnded ? _count : _count / GroupCharacters * GroupCharacters;
        if (ready == 0)
        {
            return false;
        }

        Span<byte> last = stackalloc byte[GroupCharacters];
        var whole = ready / GroupCharacters * GroupCharacters;
        Base64.DecodeFromUtf8(_characters.AsSpan(0, whole), _bytes, out _, out var written);
        if (ready > whole)
        {
            last.Fill((byte)'=');
            _characters.AsSpan(whole, ready - whole).CopyTo(last);
            IsLoose |= !_isPadded;

            // A single character is no byte; and bits that are left over must not make a difference.
            if (Base64.DecodeFromUtf8(last, _bytes.AsSpan(written), out _, out var more) != OperationStatus.Done)
            {
                throw new FormatException();
            }

            written += more;
        }

        _characters.AsSpan(ready, _count - ready).CopyTo(_characters);
        _count -= ready;
        _decoded = _bytes.AsMemory(0, written);
        return true;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> text, out byte character, out int length)
    {
        (character, length) = (0, 2);
        if (text.Length < length || (text[1] == (byte)'u' && text.Length < LongestEscape))
        {
            return false;
        }

        character = text[1] switch
        {
            (byte)'/' => (byte)'/',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'u' when ushort.TryParse(text[2..LongestEscape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x7F => (byte)code,
            _ => throw new FormatException(),
        };
        length = text[1] == (byte)'u' ? LongestEscape : length;
        return true;
    }
}
