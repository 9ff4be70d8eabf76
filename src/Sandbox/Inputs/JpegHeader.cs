using System.Buffers.Binary;

namespace Connector.Sandbox.Inputs;

/// <summary>Reads the segments of a JPEG up to its frame header, which baseline and progressive files have alike.</summary>
internal static class JpegHeader
{
    public static ImageHeader? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith([(byte)0xFF, (byte)0xD8, (byte)0xFF]))
        {
            return null;
        }

        var at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                // A marker may be preceded by any number of fill bytes.
                at++;
                continue;
            }

            if (IsFrame(marker))
            {
                return at + 9 <= file.Length
                    ? new ImageHeader(
                        ImageFormat.Jpeg,
                        BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                        BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]),
                        HasAlpha: false)
                    : null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    /// <summary>SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), which have numbers among them.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
