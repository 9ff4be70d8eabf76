using System.Buffers.Binary;

namespace Connector.Sandbox.Inputs;

/// <summary>Reads the first chunk of a WebP: lossy, lossless or extended.</summary>
internal static class WebpHeader
{
    private const int SideBits = 14;
    private const int SideMask = (1 << SideBits) - 1;

    public static ImageHeader? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }

        var data = file[20..];
        return file[12..16] switch
        {
            var name when name.SequenceEqual("VP8 "u8) => Lossy(data),
            var name when name.SequenceEqual("VP8L"u8) => Lossless(data),
            var name when name.SequenceEqual("VP8X"u8) => Extended(data),
            _ => null,
        };
    }

    private static ImageHeader? Lossy(ReadOnlySpan<byte> data) => data[3..6].SequenceEqual([(byte)0x9D, (byte)0x01, (byte)0x2A])
        ? new ImageHeader(
            ImageFormat.Webp,
            BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & SideMask,
            BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & SideMask,
            HasAlpha: false)
        : null;

    private static ImageHeader? Lossless(ReadOnlySpan<byte> data)
    {
        const byte Signature = 0x2F;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return data[0] == Signature
            ? new ImageHeader(
                ImageFormat.Webp,
                (int)(bits & SideMask) + 1,
                (int)((bits >> SideBits) & SideMask) + 1,
                HasAlpha: ((bits >> (2 * SideBits)) & 1) != 0)
            : null;
    }

    private static ImageHeader Extended(ReadOnlySpan<byte> data)
    {
        const byte AlphaFlag = 0x10;
        return new ImageHeader(ImageFormat.Webp, Side(data[4..]), Side(data[7..]), (data[0] & AlphaFlag) != 0);

        static int Side(ReadOnlySpan<byte> bytes) => 1 + bytes[0] + (bytes[1] << 8) + (bytes[2] << 16);
    }
}
