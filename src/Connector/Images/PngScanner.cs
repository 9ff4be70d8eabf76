using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Connector.Images;

/// <summary>
/// PNG: a signature and chunks. The first chunk tells size and colour type; a palette's or colour's transparency is a chunk of
/// its own, somewhere before the pixels, so the header is complete at the latest where these begin. Each chunk ends in a checksum: one
/// that does not fit is an objection to what is sent, and no reason to lose a picture that came.
/// </summary>
internal sealed class PngScanner : FormatScanner
{
    private const int SignatureBytes = 8;
    private const int ChunkHeadBytes = 8;
    private const int ChecksumBytes = 4;
    private const int HeaderBytes = 13;
    private const byte Palette = 3;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly Crc32 _checksum = new();
    private ImageHeader? _withoutAlpha;
    private byte _colourType;
    private string _chunk = "";
    private int _chunkBytes;
    private bool _hasPalette;

    public PngScanner() => Read(ChunkHeadBytes, skip: SignatureBytes);

    protected override void Accept(ReadOnlySpan<byte> field)
    {
        switch (field.Length)
        {
            case ChecksumBytes:
                AcceptChecksum(BinaryPrimitives.ReadUInt32BigEndian(field));
                break;
            case ChunkHeadBytes:
                _checksum.Reset();
                _checksum.Append(field[4..]);
                AcceptChunk(BinaryPrimitives.ReadUInt32BigEndian(field), field[4..]);
                break;
            case HeaderBytes:
                _checksum.Append(field);
                AcceptHeader(field);
                break;
            default:
                _checksum.Append(field);
                Orientation = ExifOrientation.Of(field);
                Read(ChecksumBytes, skip: _chunkBytes - field.Length);
                break;
        }
    }

    protected override void Pass(ReadOnlySpan<byte> bytes) => _checksum.Append(bytes);

    private void AcceptChecksum(uint said)
    {
        // Readers pass over a broken chunk that they do not need, and refuse the picture for one that they do.
        if (IsCritical(_chunk) && said != _checksum.GetCurrentHashAsUInt32())
        {
            Objection ??= $"the checksum of its {_chunk} chunk does not fit its bytes, which were changed on their way; send it as it was";
        }

        Read(ChunkHeadBytes);
    }

    /// <summary>PNG specification, "Chunk naming conventions": a capital at the front marks what no reader can do without.</summary>
    private static bool IsCritical(string chunk) => char.IsAsciiLetterUpper(chunk[0]);

    private void AcceptChunk(uint length, ReadOnlySpan<byte> type)
    {
        if (_withoutAlpha is null)
        {
            if (!type.SequenceEqual("IHDR"u8) || length != HeaderBytes)
            {
                Break("it does not begin with the header that every PNG has");
            }

            _chunk = "IHDR";
            Read(HeaderBytes);
            return;
        }

        if (length > int.MaxValue || type.ContainsAnyExcept(Letters))
        {
            Break(string.Create(CultureInfo.InvariantCulture, $"a chunk in it says to be {length} bytes long, or has a name that none has"));
            return;
        }

        _chunk = Encoding.ASCII.GetString(type);
        switch (_chunk)
        {
            case "IEND":
                IsBroken = Header is null;
                EndAfter((long)length + ChecksumBytes);
                return;
            case "eXIf" when length >= ExifOrientation.LeastBytes:
                _chunkBytes = (int)length;
                Read(Math.Min(_chunkBytes, ExifOrientation.MostBytes));
                return;
            case "tRNS":
                Header ??= _withoutAlpha with { HasAlpha = true };
                break;
            case "PLTE":
                _hasPalette = true;
                break;
            case "IDAT":
                Header ??= _withoutAlpha;
                Objection ??= _colourType == Palette && !_hasPalette ? "its pixels are places in a palette, and it has none" : null;
                break;
            case "IHDR":
                Objection ??= "it has two headers";
                break;
            case "caBX":
                // C2PA specification, "Embedding manifests into PNG".
                HasContentCredentials = true;
                break;
            default:
                Objection ??= IsCritical(_chunk) ? $"it needs readers to know its {_chunk} chunk, which is none of PNG's; save it anew" : null;
                break;
        }

        Read(ChecksumBytes, skip: length);
    }

    private void AcceptHeader(ReadOnlySpan<byte> field)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(field);
        var height = BinaryPrimitives.ReadInt32BigEndian(field[4..]);
        var colourType = _colourType = field[9];
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

        Read(ChecksumBytes);
    }

    /// <summary>Greys have any depth up to 16 bits, palettes up to 8, and colours 8 or 16.</summary>
    private static bool IsPossible(byte bits, byte colourType) => colourType switch
    {
        0 => bits is 1 or 2 or 4 or 8 or 16,
        Palette => bits is 1 or 2 or 4 or 8,
        2 or 4 or 6 => bits is 8 or 16,
        _ => false,
    };
}
