using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;

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

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private ImageHeader? _withoutAlpha;
    private int _chunkBytes;

    public PngScanner() => Read(ChunkHeadBytes, skip: SignatureBytes);

    protected override void Accept(ReadOnlySpan<byte> field)
    {
        if (field.Length == HeaderBytes)
        {
            AcceptHeader(field);
        }
        else if (field.Length > HeaderBytes)
        {
            Orientation = ExifOrientation.Of(field);
            Read(ChunkHeadBytes, skip: _chunkBytes - field.Length + ChecksumBytes);
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
            if (!type.SequenceEqual("IHDR"u8) || length != HeaderBytes)
            {
                Break("it does not begin with the header that every PNG has");
            }

            Read(HeaderBytes);
            return;
        }

        if (length > int.MaxValue || type.ContainsAnyExcept(Letters))
        {
            Break(string.Create(CultureInfo.InvariantCulture, $"a chunk in it says to be {length} bytes long, or has a name that none has"));
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

        if (type.SequenceEqual("eXIf"u8) && length >= ExifOrientation.LeastBytes)
        {
            _chunkBytes = (int)length;
            Read(Math.Min(_chunkBytes, ExifOrientation.MostBytes));
            return;
        }

        // C2PA specification, "Embedding manifests into PNG".
        HasContentCredentials |= type.SequenceEqual("caBX"u8);
        Read(ChunkHeadBytes, skip: (long)length + ChecksumBytes);
    }

    private void AcceptHeader(ReadOnlySpan<byte> field)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(field);
        var height = BinaryPrimitives.ReadInt32BigEndian(field[4..]);
        var colourType = field[9];
        if (width <= 0 || height <= 0)
        {
            Break("its header says that it has no pixels, or more across or down than a PNG can");
            return;
        }

        if (!IsPossible(field[8], colourType))
        {
            Break(string.Create(CultureInfo.InvariantCulture, $"its header says colour type {colourType} with {field[8]} bits, which no PNG has"));
            return;
        }

        if (field[10] != 0 || field[11] != 0 || field[12] > 1)
        {
            Break("its header says a compression, filter or interlacing that no PNG has");
            return;
        }

        Colours = field[8] > 8 ? "16 bits a sample" : null;
        _withoutAlpha = new ImageHeader(MediaFormat.Png, width, height, HasAlpha: false);
        if (colourType is 4 or 6)
        {
            Header = _withoutAlpha with { HasAlpha = true };
        }

        Read(ChunkHeadBytes, skip: ChecksumBytes);
    }

    /// <summary>Greys have any depth up to 16 bits, palettes up to 8, and colours 8 or 16.</summary>
    private static bool IsPossible(byte bits, byte colourType) => colourType switch
    {
        0 => bits is 1 or 2 or 4 or 8 or 16,
        3 => bits is 1 or 2 or 4 or 8,
        2 or 4 or 6 => bits is 8 or 16,
        _ => false,
    };
}
