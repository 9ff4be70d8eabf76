using System.Buffers.Binary;

namespace Connector.Images;

/// <summary>WebP: a RIFF file whose first chunk is the image itself, lossy or lossless, or the header of an extended file; others may follow.</summary>
internal sealed class WebpScanner : FormatScanner
{
    private const int RiffHeadBytes = 8;
    private const int ChunkHeadBytes = 8;

    /// <summary>RIFF, the size of what follows, WEBP, and the name and size of the first chunk.</summary>
    private const int HeadBytes = 20;

    private const int LossyBytes = 10;
    private const int LosslessBytes = 5;
    private const int ExtendedBytes = 10;

    private long _fileBytes;
    private long _chunkBytes;

    /// <summary>The bytes behind what is read or skipped next.</summary>
    private long _left;

    /// <summary>What of the EXIF chunk is not looked at.</summary>
    private long _exifRest;

    /// <summary>The last letter of the first chunk's name.</summary>
    private byte _coding;

    public WebpScanner() => Read(HeadBytes);

    public override long Missing => base.Missing + (IsWhole || IsBroken ? 0 : _left);

    protected override void Accept(ReadOnlySpan<byte> field)
    {
        switch (field.Length)
        {
            case HeadBytes:
                AcceptHead(field);
                break;
            case ChunkHeadBytes:
                // C2PA specification, "Embedding manifests into RIFF-based assets".
                HasContentCredentials |= field.StartsWith("C2PA"u8);
                AcceptChunk(field.StartsWith("EXIF"u8), BinaryPrimitives.ReadUInt32LittleEndian(field[4..]));
                break;
            case > HeadBytes:
                Orientation = ExifOrientation.Of(field.StartsWith("Exif\0\0"u8) ? field[6..] : field);
                Skip(_exifRest);
                break;
            default:
                AcceptImage(field);
                break;
        }
    }

    private void AcceptChunk(bool isExif, long length)
    {
        var seen = (int)Math.Min(length, ExifOrientation.MostBytes);
        if (!isExif || seen < ExifOrientation.LeastBytes || seen > _left)
        {
            Skip(Padded(length));
            return;
        }

        Read(seen);
        _left -= seen;
        _exifRest = Math.Min(Padded(length) - seen, _left);
    }

    private void AcceptImage(ReadOnlySpan<byte> field)
    {
        Header = _coding switch
        {
            (byte)'X' => ReadExtended(field),
            (byte)'L' => ReadLossless(field),
            _ => ReadLossy(field),
        };
        if (Header is null)
        {
            IsBroken = true;
            return;
        }

        _left = _fileBytes - HeadBytes - field.Length;
        Skip(Padded(_chunkBytes) - field.Length);
    }

    /// <summary>Goes on behind the rest of a chunk: with the next one's head, or to the end when none is to come.</summary>
    private void Skip(long chunk)
    {
        if (_left - chunk < ChunkHeadBytes)
        {
            EndAfter(_left);
            _left = 0;
            return;
        }

        Read(ChunkHeadBytes, chunk);
        _left -= chunk + ChunkHeadBytes;
    }

    /// <summary>Chunks begin at even places.</summary>
    private static long Padded(long bytes) => bytes + (bytes % 2);

    private void AcceptHead(ReadOnlySpan<byte> field)
    {
        var chunk = field[12..];
        _coding = chunk[3];
        var wanted = _coding switch
        {
            (byte)'X' => ExtendedBytes,
            (byte)'L' => LosslessBytes,
            _ => LossyBytes,
        };
        _chunkBytes = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        _fileBytes = RiffHeadBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(field[4..]);
        IsBroken = !chunk.StartsWith("VP8"u8)
            || _coding is not ((byte)' ' or (byte)'L' or (byte)'X')
            || _chunkBytes < wanted
            || _fileBytes < HeadBytes + wanted;
        Read(wanted);
    }

    private static ImageHeader? ReadExtended(ReadOnlySpan<byte> field)
    {
        const byte alphaFlag = 0x10;
        return Create(1 + ReadUInt24(field[4..]), 1 + ReadUInt24(field[7..]), (field[0] & alphaFlag) != 0);
    }

    private static ImageHeader? ReadLossless(ReadOnlySpan<byte> field)
    {
        // A signature byte; then 14 bits each of width and height less one, a bit for alpha and three for a version of zero.
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(field[1..]);
        return field[0] == 0x2F && bits >> 29 == 0
            ? Create(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), (bits & (1 << 28)) != 0)
            : null;
    }

    private static ImageHeader? ReadLossy(ReadOnlySpan<byte> field)
    {
        // Three bytes of frame tag whose lowest bit is clear in a key frame, a start code, then 14 bits each of width and
        // height below two bits of scaling that decoders ignore.
        var isKeyFrame = (field[0] & 1) == 0;
        return isKeyFrame && field[3..].StartsWith<byte>([0x9D, 0x01, 0x2A])
            ? Create(
                BinaryPrimitives.ReadUInt16LittleEndian(field[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(field[8..]) & 0x3FFF,
                hasAlpha: false)
            : null;
    }

    private static ImageHeader? Create(int width, int height, bool hasAlpha) =>
        width > 0 && height > 0 ? new ImageHeader(MediaFormat.Webp, width, height, hasAlpha) : null;

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
