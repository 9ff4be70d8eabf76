using System.Buffers.Binary;
using System.Globalization;

namespace Connector.Images;

/// <summary>
/// JPEG: markers, most of them with a segment of known length. Compressed pixels stand between segments; a byte of 0xFF in
/// them is followed by a zero or by a restart marker, neither of which has a segment, so they need no state of their own.
/// A height of zero, to be told after the first scan, is not supported; libjpeg does not read it either.
/// </summary>
internal sealed class JpegScanner : FormatScanner
{
    private const byte MarkerStart = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;
    private const byte Hierarchy = 0xDE;
    private const byte JpegLs = 0xF7;
    private const byte App11 = 0xEB;
    private const byte SampleBits = 8;
    private const int CodeBytes = 1;
    private const int LengthBytes = 2;

    /// <summary>Precision, height, width and number of components.</summary>
    private const int FrameBytes = 6;

    /// <summary>Of a segment of boxes (ISO 19566-5): "JP", its two numbers, and the heads of the box and of the one that describes it, down to what this is of.</summary>
    private const int BoxBytes = 28;

    /// <summary>"Exif" and two zeros.</summary>
    private const int ExifNameBytes = 6;

    private const int CmykComponents = 4;

    private byte _code;
    private int _segmentBytes;
    private bool _hasScan;

    /// <summary>The first marker, that of the image's start, has no segment and is found like any other.</summary>
    public JpegScanner() => ReadAfter(MarkerStart, CodeBytes);

    /// <summary>Fields are told apart by their length.</summary>
    protected override void Accept(ReadOnlySpan<byte> field)
    {
        switch (field.Length)
        {
            case CodeBytes:
                AcceptCode(field[0]);
                break;
            case LengthBytes:
                AcceptLength(BinaryPrimitives.ReadUInt16BigEndian(field));
                break;
            case BoxBytes:
                // C2PA specification, "Embedding manifests into JPEG": the description's UUID begins with these letters.
                HasContentCredentials |= field.StartsWith("JP"u8) && field[12..].StartsWith("jumb"u8) && field[20..].SequenceEqual("jumdc2pa"u8);
                ReadAfter(MarkerStart, CodeBytes, skip: _segmentBytes - BoxBytes);
                break;
            case > BoxBytes:
                Orientation = field.StartsWith("Exif\0\0"u8) ? ExifOrientation.Of(field[ExifNameBytes..]) : Orientation;
                ReadAfter(MarkerStart, CodeBytes, skip: _segmentBytes - field.Length);
                break;
            default:
                AcceptFrame(field);
                break;
        }
    }

    private void AcceptCode(byte code)
    {
        _code = code;
        switch (code)
        {
            case MarkerStart:
                // Any number of these may precede a code.
                Read(CodeBytes);
                break;
            case 0x00 or 0x01 or (>= 0xD0 and <= 0xD8):
                ReadAfter(MarkerStart, CodeBytes);
                break;
            case EndOfImage:
                IsWhole = _hasScan;
                IsBroken = !_hasScan;
                break;
            default:
                Read(LengthBytes);
                break;
        }
    }

    private void AcceptLength(int length)
    {
        _segmentBytes = length - LengthBytes;
        if (IsFrame(_code) && Header is null)
        {
            IsBroken = _segmentBytes < FrameBytes;
            Read(FrameBytes);
            return;
        }

        // With what follows the entries, EXIF is longer than the other fields, by which it is told.
        if (_code == App1 && _segmentBytes > BoxBytes)
        {
            Read(Math.Min(_segmentBytes, ExifOrientation.MostBytes));
            return;
        }

        if (_code == App11 && _segmentBytes >= BoxBytes)
        {
            Read(BoxBytes);
            return;
        }

        if (_code == StartOfScan)
        {
            _hasScan = true;
        }

        IsBroken = _segmentBytes < 0 || (_hasScan && Header is null);
        ReadAfter(MarkerStart, CodeBytes, skip: _segmentBytes);
    }

    private void AcceptFrame(ReadOnlySpan<byte> field)
    {
        Objection = UnusualKind(_code) is { } kind ? $"it is {kind} JPEG, which no browser and no image API reads; save it as an ordinary JPEG or as PNG"
            : field[0] != SampleBits ? string.Create(CultureInfo.InvariantCulture, $"its samples have {field[0]} bits, and image APIs read JPEG of {SampleBits} bits; save it so, or as PNG")
            : null;
        var height = BinaryPrimitives.ReadUInt16BigEndian(field[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(field[3..]);
        if (width == 0 || height == 0)
        {
            Break("its header says that it has no pixels");
        }

        Colours = field[5] == CmykComponents ? "CMYK" : null;
        Header = IsBroken ? null : new ImageHeader(MediaFormat.Jpeg, width, height, HasAlpha: false);
        ReadAfter(MarkerStart, CodeBytes, skip: _segmentBytes - FrameBytes);
    }

    /// <summary>The frames that hardly anything but medical and archive software writes (ITU-T T.81, table B.1; T.87 for JPEG-LS).</summary>
    private static string? UnusualKind(byte code) => code switch
    {
        0xC3 or 0xC7 or 0xCB or 0xCF => "lossless",
        0xC5 or 0xC6 or Hierarchy => "hierarchical",
        0xC9 or 0xCA or 0xCD or 0xCE => "arithmetic-coded",
        JpegLs => "JPEG-LS, a lossless kind of",
        _ => null,
    };

    /// <summary>Baseline, extended, progressive and their unusual kin; three codes in between mean something else.</summary>
    private static bool IsFrame(byte code) => code is (>= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) or Hierarchy or JpegLs;
}
