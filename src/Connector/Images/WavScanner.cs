using System.Buffers.Binary;

namespace Connector.Images;

/// <summary>
/// WAV: a RIFF file of chunks; "fmt " says what the sound is and "data" holds it. RF64 and BW64 are the same for more than 4 GB, with
/// the true length in a chunk of its own. Programs that write into a pipe know no length and say 0 or the most there is.
/// </summary>
internal sealed class WavScanner : FormatScanner
{
    private const int HeadBytes = 12;
    private const int ChunkHeadBytes = 8;
    private const int FormatBytes = 14;
    private const int LengthsBytes = 16;

    /// <summary>No sound is so long: programs that write into a pipe say this or a little more.</summary>
    private const uint Unknown = 0x7FFF_F000;

    private uint _chunkBytes;
    private long? _dataBytes;
    private bool _hasFormat;
    private bool _isOpen;

    public WavScanner() => Read(HeadBytes);

    protected override bool IsOpenEnded => _isOpen;

    /// <summary>Fields are told apart by their length.</summary>
    protected override void Accept(ReadOnlySpan<byte> field)
    {
        switch (field.Length)
        {
            case HeadBytes:
                Read(ChunkHeadBytes);
                break;
            case ChunkHeadBytes:
                AcceptChunk(field[..4], BinaryPrimitives.ReadUInt32LittleEndian(field[4..]));
                break;
            case FormatBytes:
                AcceptFormat(field);
                break;
            default:
                _dataBytes = BinaryPrimitives.ReadInt64LittleEndian(field[8..]);
                Read(ChunkHeadBytes, skip: Padded(_chunkBytes) - LengthsBytes);
                break;
        }
    }

    private void AcceptChunk(ReadOnlySpan<byte> type, uint bytes)
    {
        _chunkBytes = bytes;
        if (type.SequenceEqual("data"u8))
        {
            AcceptData(bytes);
        }
        else if (type.SequenceEqual("fmt "u8) && bytes >= FormatBytes)
        {
            Read(FormatBytes);
        }
        else if (type.SequenceEqual("ds64"u8) && bytes >= LengthsBytes)
        {
            Read(LengthsBytes);
        }
        else if (type.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            Break("something other than a chunk stands in it");
        }
        else
        {
            Read(ChunkHeadBytes, skip: Padded(bytes));
        }
    }

    private void AcceptFormat(ReadOnlySpan<byte> field)
    {
        _hasFormat = true;
        if (BinaryPrimitives.ReadUInt16LittleEndian(field[2..]) == 0 || BinaryPrimitives.ReadUInt32LittleEndian(field[4..]) == 0)
        {
            Break("it says to have no channel, or no samples in a second");
        }

        Read(ChunkHeadBytes, skip: Padded(_chunkBytes) - FormatBytes);
    }

    private void AcceptData(uint bytes)
    {
        var length = bytes == uint.MaxValue && _dataBytes is > 0 and var true64 ? true64 : bytes;
        if (!_hasFormat)
        {
            Break("its sound comes before the chunk that says what it is");
        }
        else if (length is 0 or (>= Unknown and <= uint.MaxValue))
        {
            _isOpen = true;
            TakeRest();
        }
        else
        {
            EndAfter(length);
        }
    }

    /// <summary>Chunks begin at even places.</summary>
    private static long Padded(uint bytes) => bytes + (long)(bytes & 1);
}
