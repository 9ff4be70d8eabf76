namespace Connector.Images;

/// <summary>A frame of AAC in a stream: seven bytes that tell how long it is, and sound.</summary>
internal static class AdtsFrame
{
    /// <summary>The bytes that tell a frame's length.</summary>
    public const int HeadBytes = 7;

    /// <summary>Twelve set bits, the layer 0, and a sample rate that there is.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) =>
        head.Length >= 3 && head[0] == 0xFF && (head[1] & 0xF6) == 0xF0 && ((head[2] >> 2) & 0x0F) < 13;

    /// <summary>The length of a frame in bytes, its head included; less than that for one that is none.</summary>
    public static int Length(ReadOnlySpan<byte> head) => ((head[3] & 3) << 11) | (head[4] << 3) | (head[5] >> 5);
}
