namespace Connector.Images;

/// <summary>
/// Learns a medium's format, and an image's size and alpha, from its bytes as they stream by, in any pieces, and whether it has come
/// to its end. Nothing is decoded or inflated; memory is a few dozen bytes, and 4 KiB of EXIF, whatever the medium claims to be.
/// </summary>
internal sealed class ImageScanner
{
    private readonly FileHead _head = new(MediaFormat.SignatureBytes);
    private FormatScanner? _scanner;

    /// <summary>The format that the bytes so far tell; it is not only image formats that are told.</summary>
    public MediaFormat Format => _scanner?.Format ?? MediaFormat.Detect(_head.Bytes);

    /// <summary>The header, once it has come.</summary>
    public ImageHeader? Header => _scanner?.Header;

    /// <summary>Whether it has come to the end that its format marks, and bytes after it do not matter; or may end here, where none is marked.</summary>
    public bool IsWhole => _scanner?.IsWhole ?? false;

    /// <summary>Whether no further byte can make a good medium of it: it is none, or it is broken.</summary>
    public bool IsHopeless => _scanner?.IsBroken ?? _head.IsFull;

    /// <summary>What makes it impossible, as the end of a sentence; null when it is not, or nothing in particular can be said.</summary>
    public string? Fault => _scanner?.Fault;

    /// <summary>What makes image APIs refuse it although it is a good one, as the end of a sentence; null for nothing.</summary>
    public string? Objection => _scanner?.Objection;

    /// <summary>Whether a C2PA manifest has come: content credentials, which say who or what made it.</summary>
    public bool HasContentCredentials => _scanner?.HasContentCredentials ?? false;

    /// <summary>How EXIF turns it before it is seen; known for certain when it is whole.</summary>
    public int Orientation => _scanner?.Orientation ?? ExifOrientation.Upright;

    /// <summary>What its colours are where they are not the usual ones; null where they are.</summary>
    public string? Colours => _scanner?.Colours;

    /// <summary>The bytes that are missing for certain, when no more come.</summary>
    public long Missing => _scanner?.Missing ?? 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!_head.IsFull)
        {
            bytes = bytes[_head.Append(bytes)..];
            if (_head.IsFull)
            {
                _scanner = ScannerFor(Format);
                _scanner?.Append(_head.Bytes);
            }
        }

        _scanner?.Append(bytes);
    }

    private static FormatScanner? ScannerFor(MediaFormat format) =>
        format == MediaFormat.Png ? new PngScanner()
        : format == MediaFormat.Jpeg ? new JpegScanner()
        : format == MediaFormat.Webp ? new WebpScanner()
        : format == MediaFormat.Glb ? new GlbScanner()
        : format == MediaFormat.Wav ? new WavScanner()
        : MediaFormat.Followed.Contains(format) ? new SoundScanner()
        : null;
}
