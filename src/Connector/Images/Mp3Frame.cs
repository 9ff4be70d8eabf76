namespace Connector.Images;

/// <summary>A frame of MP3: four bytes that tell how long it is, and sound.</summary>
internal static class Mp3Frame
{
    /// <summary>The bytes that tell a frame's length.</summary>
    public const int HeadBytes = 4;

    /// <summary>By MPEG 1, in kbit/s; the first means "free" and the last nothing.</summary>
    private static readonly int[] BitRates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    /// <summary>By MPEG 2 and 2.5.</summary>
    private static readonly int[] BitRates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private static readonly int[] SampleRates1 = [44_100, 48_000, 32_000];

    /// <summary>Eleven set bits are a weak signature, so the fields beside them must also be possible: version, layer III, bit and sample rate.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) =>
        head.Length >= 3
        && head[0] == 0xFF
        && (head[1] & 0xE6) == 0xE2
        && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0x00 or 0xF0)
        && (head[2] & 0x0C) != 0x0C;

    /// <summary>The length of a frame in bytes, its head included.</summary>
    public static int Length(ReadOnlySpan<byte> head)
    {
        var version = (head[1] >> 3) & 3;
        var isMpeg1 = version == 3;
        var bitRate = (isMpeg1 ? BitRates1 : BitRates2)[head[2] >> 4];
        var sampleRate = SampleRates1[(head[2] >> 2) & 3] / (isMpeg1 ? 1 : version == 2 ? 2 : 4);
        return ((isMpeg1 ? 144 : 72) * bitRate * 1000 / sampleRate) + ((head[2] >> 1) & 1);
    }
}
