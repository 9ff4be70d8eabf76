namespace Connector.Images;

/// <summary>
/// Walks through the bytes of one image format. The format says where its next field lies and how long it is, and gets it in
/// one piece however the bytes arrived. Every step consumes bytes, so hostile lengths cost no time and no memory.
/// </summary>
internal abstract class FormatScanner
{
    private const int LongestField = 20;

    private readonly byte[] _field = new byte[LongestField];
    private int _have;
    private int _wanted;
    private long _skip;
    private byte? _sought;
    private bool _endsAfterSkip;

    /// <summary>The header, once it has come.</summary>
    public ImageHeader? Header { get; protected set; }

    /// <summary>Whether the image's end has come.</summary>
    public bool IsWhole { get; protected set; }

    /// <summary>Whether the image cannot be one of its format; the rest of its bytes is ignored.</summary>
    public bool IsBroken { get; protected set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsWhole && !IsBroken)
        {
            bytes = bytes[Consume(bytes)..];
        }
    }

    /// <summary>Gets the field asked for last, and asks for the next one or sets how the image ended.</summary>
    protected abstract void Accept(ReadOnlySpan<byte> field);

    /// <summary>Asks for a field of some bytes, beyond some others.</summary>
    protected void Read(int bytes, long skip = 0) => (_wanted, _skip) = (bytes, skip);

    /// <summary>Asks for a field of some bytes that follows the next byte of this value.</summary>
    protected void ReadAfter(byte sought, int bytes, long skip = 0)
    {
        Read(bytes, skip);
        _sought = sought;
    }

    /// <summary>Says that the image ends some bytes further on.</summary>
    protected void EndAfter(long bytes)
    {
        _skip = bytes;
        _endsAfterSkip = true;
        IsWhole = bytes == 0;
    }

    /// <summary>Uses up at least one of the bytes and returns how many.</summary>
    private int Consume(ReadOnlySpan<byte> bytes)
    {
        if (_skip > 0)
        {
            var skipped = (int)Math.Min(_skip, bytes.Length);
            _skip -= skipped;
            IsWhole = _endsAfterSkip && _skip == 0;
            return skipped;
        }

        if (_sought is { } sought)
        {
            var at = bytes.IndexOf(sought);
            _sought = at < 0 ? sought : null;
            return at < 0 ? bytes.Length : at + 1;
        }

        var taken = Math.Min(_wanted - _have, bytes.Length);
        bytes[..taken].CopyTo(_field.AsSpan(_have));
        _have += taken;
        if (_have == _wanted)
        {
            _have = 0;
            Accept(_field.AsSpan(0, _wanted));
        }

        return taken;
    }
}
