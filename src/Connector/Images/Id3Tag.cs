namespace Connector.Images;

/// <summary>A tag in front of sound: title, cover and the like.</summary>
internal static class Id3Tag
{
    /// <summary>"ID3", two bytes of version, flags, and the length of what follows.</summary>
    public const int HeadBytes = 10;

    private const int FooterBytes = 10;

    /// <summary>A text may begin with these letters too: the version and the flags must be possible, and lengths never set a high bit.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) =>
        head.StartsWith("ID3"u8)
        && (head.Length < 4 || head[3] is >= 2 and <= 4)
        && (head.Length < 6 || (head[5] & 0x0F) == 0)
        && (head.Length < HeadBytes || head[6..HeadBytes].IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0);

    /// <summary>The bytes of a tag behind its head.</summary>
    public static int Length(ReadOnlySpan<byte> head) =>
        ((head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9]) + ((head[5] & 0x10) == 0 ? 0 : FooterBytes);

    /// <summary>What follows a tag and the zeros behind it; empty when that is not in there.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> head)
    {
        var end = head.Length < HeadBytes ? head.Length : HeadBytes + Length(head);
        return end < head.Length ? head[end..].TrimStart((byte)0) : [];
    }
}
