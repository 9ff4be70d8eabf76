using System.Globalization;
using Connector.Streams;

namespace Connector.Input;

/// <summary>
/// The bytes behind base64 as callers write it: in one line or wrapped, in the standard's letters or those for URLs. Each reader of
/// bodies hands it the characters of the text, so that base64 means the same wherever it comes from.
/// </summary>
/// <param name="text">The characters, each a byte.</param>
internal sealed class LooseBase64Stream(Stream text) : ReadOnlyStream
{
    private const int GroupCharacters = 4;
    private const int GroupBytes = 3;
    private const int BitsOfCharacter = 6;

    private readonly byte[] _characters = new byte[16 * 1024];
    private readonly Queue<byte> _kept = new(GroupBytes);

    private int _start;
    private int _end;

    /// <summary>The bits of the group that has not come whole yet.</summary>
    private int _bits;

    private long _count;
    private int _padding;
    private bool _isForUrls;
    private bool _ended;

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not base64; the message completes "it …".</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_kept.TryDequeue(out var kept))
            {
                buffer.Span[written++] = kept;
            }
            else if (_start < _end)
            {
                Take(_characters[_start++]);
            }
            else if (written > 0 || _ended)
            {
                break;
            }
            else
            {
                (_start, _end) = (0, await text.ReadAsync(_characters, cancellationToken));
                if (_end == 0)
                {
                    End();
                }
            }
        }

        return written;
    }

    private static int ValueOf(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };

    private void Take(byte character)
    {
        if (character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f')
        {
            return;
        }

        _count++;
        if (character == (byte)'=')
        {
            _padding++;
            return;
        }

        var value = ValueOf(character);
        if (value < 0 || _padding > 0)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"has {(character is > (byte)' ' and <= (byte)'~' ? $"\"{(char)character}\"" : $"the byte 0x{character:X2}")} as its character {_count:N0}"));
        }

        _isForUrls |= character is (byte)'-' or (byte)'_';
        _bits = (_bits << BitsOfCharacter) | value;
        if (_count % GroupCharacters == 0)
        {
            Keep(_bits, GroupBytes);
            _bits = 0;
        }
    }

    /// <summary>Decodes the last group. Base64 for URLs goes without padding; elsewhere its absence means that the end is missing.</summary>
    private void End()
    {
        _ended = true;
        var last = (int)((_count - _padding) % GroupCharacters);
        var isWhole = last switch
        {
            0 => _padding == 0,
            1 => false,
            _ => _padding == GroupCharacters - last || (_padding == 0 && _isForUrls),
        };
        if (!isWhole)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"was cut short or lacks its padding (=): it has {_count:N0} characters, and base64 has a multiple of {GroupCharacters}"));
        }

        if (last > 0)
        {
            Keep(_bits << (BitsOfCharacter * (GroupCharacters - last)), last - 1);
        }
    }

    private void Keep(int bits, int bytes)
    {
        for (var index = 0; index < bytes; index++)
        {
            _kept.Enqueue((byte)(bits >> (8 * (GroupBytes - 1 - index))));
        }
    }
}
