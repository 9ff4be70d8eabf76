namespace Connector.Images;

/// <summary>
/// FLAC: blocks of facts, then frames. A frame ends with a checksum over itself, so that the checksum over frames and their checksums
/// is zero wherever one ends: a sound that ends elsewhere is cut, and no frame has to be understood.
/// </summary>
internal sealed class FlacFrames
{
    public const int BlockHeadBytes = 4;

    /// <summary>The block that must come first.</summary>
    private const int StreamInfoBytes = 34;

    /// <summary>No frame is shorter.</summary>
    private const int ShortestFrame = 10;

    private static readonly ushort[] Checksums = CreateChecksums();

    private bool _hasStreamInfo;
    private long _bytes;
    private ushort _checksum;

    /// <summary>Whether a frame ends here.</summary>
    public bool MayEnd => _bytes >= ShortestFrame && _checksum == 0;

    /// <summary>Whether no frame stands where the first one must.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the head of a block; false for one that cannot be.</summary>
    public bool TryAcceptBlock(ReadOnlySpan<byte> head, out int length, out bool isLast)
    {
        (length, isLast) = ((head[1] << 16) | (head[2] << 8) | head[3], (head[0] & 0x80) != 0);
        var type = head[0] & 0x7F;
        var isGood = _hasStreamInfo ? type != 0x7F : type == 0 && length == StreamInfoBytes;
        _hasStreamInfo = true;
        return isGood;
    }

    /// <summary>Takes bytes of frames.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            IsBroken |= (_bytes == 0 && value != 0xFF) || (_bytes == 1 && (value & 0xFE) != 0xF8);
            _checksum = (ushort)((_checksum << 8) ^ Checksums[(_checksum >> 8) ^ value]);
            _bytes++;
        }
    }

    private static ushort[] CreateChecksums()
    {
        var table = new ushort[256];
        for (var value = 0; value < table.Length; value++)
        {
            var checksum = (ushort)(value << 8);
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (ushort)((checksum << 1) ^ ((checksum & 0x8000) == 0 ? 0 : 0x8005));
            }

            table[value] = checksum;
        }

        return table;
    }
}
