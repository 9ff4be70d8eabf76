namespace Connector.Images;

/// <summary>
/// Learns an image's format, size and alpha from its bytes as they stream by, in any pieces, and whether it has come to its
/// end. Nothing is decoded or inflated; memory is a few dozen bytes whatever the image claims to be.
/// </summary>
internal sealed class ImageScanner
{
    private readonly byte[] _head = new byte[MediaFormat.SignatureBytes];
    private int _headLength;
    private FormatScanner? _scanner;

    /// <summary>The format that the bytes so far tell; it is not only image formats that are told.</summary>
    public MediaFormat Format => MediaFormat.Detect(_head.AsSpan(0, _headLength));

    /// <summary>The header, once it has come.</summary>
    public ImageHeader? Header => _scanner?.Header;

    /// <summary>Whether the image has come to the end that its format marks; bytes after it do not matter.</summary>
    public bool IsWhole => _scanner?.IsWhole ?? false;

    /// <summary>Whether no further byte can make a good image of it: it is none, or it is broken.</summary>
    public bool IsHopeless => _scanner?.IsBroken ?? _headLength == _head.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_headLength < _head.Length)
        {
            var taken = Math.Min(_head.Length - _headLength, bytes.Length);
            bytes[..taken].CopyTo(_head.AsSpan(_headLength));
            _headLength += taken;
            bytes = bytes[taken..];
            if (_headLength == _head.Length)
            {
                _scanner = ScannerFor(Format);
                _scanner?.Append(_head);
            }
        }

        _scanner?.Append(bytes);
    }

    private static FormatScanner? ScannerFor(MediaFormat format) =>
        format == MediaFormat.Png ? new PngScanner()
        : format == MediaFormat.Jpeg ? new JpegScanner()
        : format == MediaFormat.Webp ? new WebpScanner()
        : null;
}
