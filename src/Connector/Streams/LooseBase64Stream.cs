using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Connector.Streams;

/// <summary>
/// The bytes behind base64 as people and servers write it: in one line or wrapped, in the standard's letters or those for URLs, behind
/// "data:…;base64,". They are decoded as they arrive. Callers' bodies and upstream's answers both come through here, so that base64
/// means the same wherever it comes from.
/// </summary>
/// <param name="text">The characters, each a byte.</param>
/// <param name="mayLackPadding">Whether padding may be absent: base64 for URLs goes without it; elsewhere its absence tells that the end is missing.</param>
internal sealed class LooseBase64Stream(Stream text, bool mayLackPadding = false) : ReadOnlyStream
{
    private const int GroupCharacters = 4;

    /// <summary>The comma behind "data:image/png;base64" comes soon.</summary>
    private const int LongestPrefix = 256;

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Characters as they come; what is whole is decoded in place.</summary>
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>The characters of the group that has not come whole yet.</summary>
    private readonly byte[] _group = new byte[GroupCharacters];

    private int _grouped;
    private ReadOnlyMemory<byte> _decoded;
    private long _count;
    private int _padding;
    private bool _isForUrls;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>Whether a decoder that wants base64 as it is written by the book would have refused what was read so far.</summary>
    public bool IsLoose { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not base64; the message completes "it …".</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_decoded.IsEmpty && !_hasEnded && buffer.Length > 0)
        {
            _group.AsSpan(0, _grouped).CopyTo(_buffer);
            var read = _hasBegun
                ? await text.ReadAsync(_buffer.AsMemory(_grouped), cancellationToken)
                : await BeginAsync(cancellationToken);
            Decode(Compact(_grouped + read));
            if (read == 0 && !_hasEnded)
            {
                DecodeLast();
            }
        }

        var length = Math.Min(_decoded.Length, buffer.Length);
        _decoded[..length].CopyTo(buffer);
        _decoded = _decoded[length..];
        return length;
    }

    /// <summary>Refuses a consumer that stopped early: what stands around the text could not be read on.</summary>
    public async ValueTask EnsureReadToEndAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(new byte[1], cancellationToken) > 0)
        {
            throw new InvalidOperationException("The file was not read to its end.");
        }
    }

    /// <summary>Reads the first characters and passes the head of a data URL; returns how many are left.</summary>
    private async ValueTask<int> BeginAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        var read = await text.ReadAtLeastAsync(_buffer.AsMemory(0, LongestPrefix), "data:".Length, throwOnEndOfStream: false, cancellationToken);
        if (!_buffer.AsSpan(0, read).StartsWith("data:"u8))
        {
            return read;
        }

        read += await text.ReadAtLeastAsync(_buffer.AsMemory(read, LongestPrefix - read), LongestPrefix - read, throwOnEndOfStream: false, cancellationToken);
        var prefix = _buffer.AsSpan(0, read).IndexOf((byte)',') + 1;
        if (prefix == 0)
        {
            throw new FormatException("begins with \"data:\" and has no comma soon after it");
        }

        IsLoose = true;
        _buffer.AsSpan(prefix, read - prefix).CopyTo(_buffer);
        return read - prefix;
    }

    /// <summary>Leaves the letters of the alphabet alone in the buffer, up to an end; returns their end.</summary>
    private int Compact(int end)
    {
        var (from, to) = (_grouped, _grouped);
        while (from < end)
        {
            var rest = _buffer.AsSpan(from, end - from);
            var stop = rest.IndexOfAnyExcept(Alphabet);
            var run = stop < 0 ? rest.Length : stop;
            if (run > 0 && _padding > 0)
            {
                throw Foreign(rest[0]);
            }

            rest[..run].CopyTo(_buffer.AsSpan(to));
            (from, to, _count) = (from + run, to + run, _count + run);
            if (from < end && Translate(_buffer[from++]) is { } letter)
            {
                _buffer[to++] = letter;
            }
        }

        return to;
    }

    /// <summary>The letter that another character stands for; null when it stands for none.</summary>
    private byte? Translate(byte character)
    {
        switch (character)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f':
                IsLoose = true;
                return null;
            case (byte)'=':
                _count++;
                _padding++;
                return null;
            case (byte)'-' or (byte)'_' when _padding == 0:
                _count++;
                IsLoose = _isForUrls = true;
                return character == (byte)'-' ? (byte)'+' : (byte)'/';
            default:
                throw Foreign(character);
        }
    }

    private FormatException Foreign(byte character) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"has {(character is > (byte)' ' and <= (byte)'~' ? $"\"{(char)character}\"" : $"the byte 0x{character:X2}")} as its character {_count + 1:N0}"));

    /// <summary>Decodes the groups that have come whole and keeps the rest.</summary>
    private void Decode(int end)
    {
        var whole = end / GroupCharacters * GroupCharacters;
        _grouped = end - whole;
        _buffer.AsSpan(whole, _grouped).CopyTo(_group);
        Base64.DecodeFromUtf8InPlace(_buffer.AsSpan(0, whole), out var written);
        _decoded = _buffer.AsMemory(0, written);
    }

    private void DecodeLast()
    {
        _hasEnded = true;
        var missing = GroupCharacters - _grouped;
        var isWhole = _grouped switch
        {
            0 => _padding == 0,
            1 => false,
            _ => _padding == missing || (_padding == 0 && (mayLackPadding || _isForUrls)),
        };
        if (!isWhole)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"was cut short or lacks its padding (=): it has {_count:N0} characters, and base64 has a multiple of {GroupCharacters}"));
        }

        if (_grouped > 0)
        {
            IsLoose |= _padding == 0;
            _group.AsSpan(_grouped).Fill((byte)'=');
            Base64.DecodeFromUtf8(_group, _buffer, out _, out var written);
            _decoded = _buffer.AsMemory(0, written);
        }
    }
}
