using System.Runtime.InteropServices;

namespace Connector.Sandbox.Inputs;

/// <summary>The header of one frame of MPEG audio, layer III.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Mp3Frame(int Bytes, double Seconds)
{
    private const int HeaderBytes = 4;
    private const int TagHeaderBytes = 10;

    /// <summary>Kilobits a second by the header's index, of MPEG 1 and of MPEG 2.</summary>
    private static ReadOnlySpan<short> BitRates1 => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    private static ReadOnlySpan<short> BitRates2 => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private static ReadOnlySpan<int> SampleRates1 => [44_100, 48_000, 32_000];

    /// <summary>How long an ID3 tag before the first frame is.</summary>
    public static int SkipTag(ReadOnlySpan<byte> file) => file.Length >= TagHeaderBytes && file.StartsWith("ID3"u8)
        ? TagHeaderBytes + (file[6] << 21) + (file[7] << 14) + (file[8] << 7) + file[9]
        : 0;

    public static Mp3Frame? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] != 0xFF || (bytes[1] & 0xE6) != 0xE2)
        {
            return null;
        }

        var version = (bytes[1] >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
        var rate = bytes[2] >> 4;
        var frequency = (bytes[2] >> 2) & 3;
        if (version == 1 || rate is 0 or 15 || frequency == 3)
        {
            return null;
        }

        var isFirst = version == 3;
        var sampleRate = SampleRates1[frequency] >> version switch { 3 => 0, 2 => 1, _ => 2 };
        var samples = isFirst ? 1152 : 576;
        var bitRate = 1000 * (isFirst ? BitRates1 : BitRates2)[rate];
        var padding = (bytes[2] >> 1) & 1;
        return new Mp3Frame((samples / 8 * bitRate / sampleRate) + padding, samples / (double)sampleRate);
    }
}
