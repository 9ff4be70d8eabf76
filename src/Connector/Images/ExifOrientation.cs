using System.Buffers.Binary;

namespace Connector.Images;

/// <summary>How EXIF turns and mirrors a stored picture before it is seen: 1 to 8, of which 1 is as stored.</summary>
internal static class ExifOrientation
{
    /// <summary>As it is stored.</summary>
    public const int Upright = 1;

    /// <summary>The fewest bytes with an orientation among them: a head, a count and an entry.</summary>
    public const int LeastBytes = HeadBytes + CountBytes + EntryBytes;

    /// <summary>As much is looked at: the first directory stands at the beginning, its entries in order.</summary>
    public const int MostBytes = 4096;

    private const int HeadBytes = 8;
    private const int CountBytes = 2;
    private const int EntryBytes = 12;
    private const int Tag = 0x0112;

    /// <summary>Whether it lays the picture on its side: what is seen is as wide as the file says it is high.</summary>
    public static bool IsOnItsSide(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>The orientation in the beginning of EXIF's TIFF; upright where it tells none.</summary>
    public static int Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < LeastBytes)
        {
            return Upright;
        }

        var isBigEndian = tiff.StartsWith("MM"u8);
        var start = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (start > tiff.Length - CountBytes)
        {
            return Upright;
        }

        var entries = tiff[((int)start + CountBytes)..];
        for (var left = Number(tiff[(int)start..], isBigEndian); left > 0 && entries.Length >= EntryBytes; left--)
        {
            if (Number(entries, isBigEndian) == Tag)
            {
                return Number(entries[8..], isBigEndian) is var value and >= Upright and <= 8 ? value : Upright;
            }

            entries = entries[EntryBytes..];
        }

        return Upright;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
