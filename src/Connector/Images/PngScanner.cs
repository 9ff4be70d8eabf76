using System.Buffers.Binary;

namespace Connector.Images;

/// <summary>
/// PNG: a signature and chunks. The first chunk tells size and colour type; a palette's or colour's transparency is a chunk of
/// its own, somewhere before the pixels, so the header is complete at the latest where these begin.
/// </summary>
internal sealed class PngScanner : FormatScanner
{
    private const int SignatureBytes = 8;
    private const int ChunkHeadBytes = 8;
    private const int ChecksumBytes = 4;
    private const int HeaderBytes = 13;

    private ImageHeader? _withoutAlpha;

    public PngScanner() => Read(ChunkHeadBytes, skip: SignatureBytes);

    protected override void Accept(ReadOnlySpan<byte> field)
    {
        if (field.Length == HeaderBytes)
        {
            AcceptHeader(field);
        }
        else
        {
            AcceptChunk(BinaryPrimitives.ReadUInt32BigEndian(field), field[4..]);
        }
    }

    private void AcceptChunk(uint length, ReadOnlySpan<byte> type)
    {
        if (_withoutAlpha is null)
        {
            IsBroken = !type.SequenceEqual("IHDR"u8) || length != HeaderBytes;
            Read(HeaderBytes);
            return;
        }

        if (type.SequenceEqual("IEND"u8))
        {
            IsBroken = Header is null;
            EndAfter((long)length + ChecksumBytes);
            return;
        }

        if (type.SequenceEqual("tRNS"u8))
        {
            Header ??= _withoutAlpha with { HasAlpha = true };
        }
        else if (type.SequenceEqual("IDAT"u8))
        {
            Header ??= _withoutAlpha;
        }

        IsBroken = length > int.MaxValue;
        Read(ChunkHeadBytes, skip: (long)length + ChecksumBytes);
    }

    private void AcceptHeader(ReadOnlySpan<byte> field)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(field);
        var height = BinaryPrimitives.ReadInt32BigEndian(field[4..]);
        var colourType = field[9];
        IsBroken = width <= 0 || height <= 0 || colourType is not (0 or 2 or 3 or 4 or 6);
        if (IsBroken)
        {
            return;
        }

        _withoutAlpha = new ImageHeader(MediaFormat.Png, width, height, HasAlpha: false);
        if (colourType is 4 or 6)
        {
            Header = _withoutAlpha with { HasAlpha = true };
        }

        Read(ChunkHeadBytes, skip: ChecksumBytes);
    }
}
