namespace Connector.Images;

/// <summary>
/// Sound in frames, one behind the other: MP3, AAC and FLAC, any of which may stand behind a tag of ID3. Nothing marks the end, so a
/// sound is whole wherever a frame is.
/// </summary>
internal sealed class SoundScanner : FormatScanner
{
    private const int StartBytes = 4;

    /// <summary>So many frames are no chance: what follows that is none is a tag at the end, or rubbish that players pass over.</summary>
    private const int SureFrames = 2;

    private readonly byte[] _head = new byte[Id3Tag.HeadBytes];
    private int _headLength;
    private int _frames;
    private bool _hasTag;
    private FlacFrames? _flac;
    private MediaFormat? _format;

    public SoundScanner() => Read(StartBytes);

    public override MediaFormat? Format => _format;

    protected override bool IsOpenEnded => true;

    protected override void Accept(ReadOnlySpan<byte> field)
    {
        field.CopyTo(_head.AsSpan(_headLength));
        _headLength += field.Length;
        var head = _head.AsSpan(0, _headLength);
        if (_flac is not null)
        {
            AcceptBlock(head);
        }
        else if (_format is null)
        {
            AcceptStart(head);
        }
        else
        {
            AcceptFrame(head);
        }
    }

    protected override void AcceptRest(ReadOnlySpan<byte> bytes)
    {
        _flac?.Append(bytes);
        IsWhole = _flac?.MayEnd ?? true;
        IsBroken = _flac is { IsBroken: true };
    }

    /// <summary>A tag, zeros behind one, or the first frame.</summary>
    private void AcceptStart(Span<byte> head)
    {
        var zeros = _hasTag ? head.Length - head.TrimStart((byte)0).Length : 0;
        if (zeros > 0)
        {
            head[zeros..].CopyTo(_head);
            _headLength -= zeros;
            Read(zeros);
        }
        else if (Id3Tag.Begins(head))
        {
            AcceptTag(head);
        }
        else if (head.SequenceEqual("fLaC"u8))
        {
            (_format, _flac, _headLength) = (MediaFormat.Flac, new FlacFrames(), 0);
            Read(FlacFrames.BlockHeadBytes);
        }
        else if (Mp3Frame.Begins(head) || AdtsFrame.Begins(head))
        {
            _format = Mp3Frame.Begins(head) ? MediaFormat.Mp3 : MediaFormat.Aac;
            AcceptFrame(head);
        }
        else
        {
            Break("no sound follows its tag");
        }
    }

    private void AcceptTag(ReadOnlySpan<byte> head)
    {
        if (head.Length < Id3Tag.HeadBytes)
        {
            Read(Id3Tag.HeadBytes - head.Length);
            return;
        }

        (_hasTag, _headLength) = (true, 0);
        Read(StartBytes, skip: Id3Tag.Length(head));
    }

    private void AcceptFrame(ReadOnlySpan<byte> head)
    {
        var isMp3 = _format == MediaFormat.Mp3;
        var wanted = isMp3 ? Mp3Frame.HeadBytes : AdtsFrame.HeadBytes;
        if (head.Length < wanted)
        {
            Read(wanted - head.Length);
            return;
        }

        var begins = isMp3 ? Mp3Frame.Begins(head) : AdtsFrame.Begins(head);
        var length = begins ? isMp3 ? Mp3Frame.Length(head) : AdtsFrame.Length(head) : 0;
        _headLength = 0;
        if (length >= wanted)
        {
            _frames++;
            Read(wanted);
            EndAfter(length - wanted);
        }
        else if (_frames >= SureFrames)
        {
            IsWhole = true;
            TakeRest();
        }
        else
        {
            Break("its sound does not follow");
        }
    }

    private void AcceptBlock(ReadOnlySpan<byte> head)
    {
        _headLength = 0;
        if (!_flac!.TryAcceptBlock(head, out var length, out var isLast))
        {
            Break("it does not begin with what every FLAC says of its sound");
        }
        else if (isLast)
        {
            TakeRest(skip: length);
        }
        else
        {
            Read(FlacFrames.BlockHeadBytes, skip: length);
        }
    }
}
