namespace Connector.Images;

/// <summary>
/// Walks through the bytes of one format. The format says where its next field lies and how long it is, and gets it in
/// one piece however the bytes arrived. Every step consumes bytes, so hostile lengths cost no time and no memory.
/// </summary>
internal abstract class FormatScanner
{
    private const int LongestField = 28;

    private byte[] _field = new byte[LongestField];
    private int _have;
    private int _wanted;
    private long _skip;
    private byte? _sought;
    private bool _endsAfterSkip;
    private bool _takesRest;

    /// <summary>The format, where that is told only on the way; null when the first bytes have told it.</summary>
    public virtual MediaFormat? Format => null;

    /// <summary>The header, once it has come.</summary>
    public ImageHeader? Header { get; protected set; }

    /// <summary>Whether its end has come; where no end is marked, whether it may end here.</summary>
    public bool IsWhole { get; protected set; }

    /// <summary>Whether it cannot be one of its format; the rest of its bytes is ignored.</summary>
    public bool IsBroken { get; protected set; }

    /// <summary>What makes it impossible, as the end of a sentence; null when it is not, or nothing in particular can be said.</summary>
    public string? Fault { get; private set; }

    /// <summary>What makes image APIs refuse it although it is a good one, as the end of a sentence; null for nothing.</summary>
    public string? Objection { get; protected set; }

    /// <summary>Whether it carries content credentials: a C2PA manifest, which says who or what made it, and is signed. They are told, never checked or changed.</summary>
    public bool HasContentCredentials { get; protected set; }

    /// <summary>How EXIF turns it before it is seen.</summary>
    public int Orientation { get; protected set; } = ExifOrientation.Upright;

    /// <summary>What its colours are where they are not the usual ones, such as CMYK; null where they are.</summary>
    public string? Colours { get; protected set; }

    /// <summary>The bytes that are still to come before anything else can be told.</summary>
    public virtual long Missing => IsWhole || IsBroken ? 0 : _endsAfterSkip ? _skip : _skip + _wanted - _have;

    /// <summary>Whether more of it may follow although it may end here.</summary>
    protected virtual bool IsOpenEnded => false;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && (!IsWhole || IsOpenEnded) && !IsBroken)
        {
            IsWhole = false;
            bytes = bytes[Consume(bytes)..];
        }
    }

    /// <summary>Gets the field asked for last, and asks for the next one or sets how the image ended.</summary>
    protected abstract void Accept(ReadOnlySpan<byte> field);

    /// <summary>Takes bytes that <see cref="TakeRest"/> asked for.</summary>
    protected virtual void AcceptRest(ReadOnlySpan<byte> bytes) => IsWhole = true;

    /// <summary>Sees bytes that are passed over.</summary>
    protected virtual void Pass(ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>Says that it is impossible, and why.</summary>
    /// <param name="fault">The end of a sentence.</param>
    protected void Break(string fault) => (IsBroken, Fault) = (true, fault);

    /// <summary>Asks for all bytes beyond some others, in whatever pieces they come.</summary>
    protected void TakeRest(long skip = 0) => (_takesRest, _skip) = (true, skip);

    /// <summary>Asks for a field of some bytes, beyond some others.</summary>
    protected void Read(int bytes, long skip = 0)
    {
        (_wanted, _skip) = (bytes, skip);
        if (bytes > _field.Length)
        {
            _field = new byte[bytes];
        }
    }

    /// <summary>Asks for a field of some bytes that follows the next byte of this value.</summary>
    protected void ReadAfter(byte sought, int bytes, long skip = 0)
    {
        Read(bytes, skip);
        _sought = sought;
    }

    /// <summary>Says that it ends, or may end, some bytes further on.</summary>
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
            Pass(bytes[..skipped]);
            IsWhole = _endsAfterSkip && _skip == 0;
            return skipped;
        }

        if (_takesRest)
        {
            AcceptRest(bytes);
            return bytes.Length;
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
