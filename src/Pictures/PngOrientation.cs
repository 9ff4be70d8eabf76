using System.Buffers.Binary;
using SkiaSharp;

namespace Connector.Pictures;

/// <summary>The orientation in the eXIf chunk of a PNG, which browsers turn a picture by and Skia does not read.</summary>
internal static class PngOrientation
{
    private const int Signature = 8;
    private const int ChunkOverhead = 12;
    private const int EntryLength = 12;

    public static SKEncodedOrigin Of(ReadOnlySpan<byte> png)
    {
        for (long at = Signature; at + ChunkOverhead <= png.Length;)
        {
            var chunk = png[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (length > chunk.Length - ChunkOverhead)
            {
                break;
            }

            if (chunk[4..8].SequenceEqual("eXIf"u8))
            {
                return OfTiff(chunk.Slice(8, (int)length));
            }

            at += ChunkOverhead + length;
        }

        return SKEncodedOrigin.TopLeft;
    }

    /// <summary>The first directory has the orientation: number 0x0112, a short.</summary>
    private static SKEncodedOrigin OfTiff(ReadOnlySpan<byte> tiff)
    {
        const int Orientation = 0x0112;
        var isBigEndian = tiff.StartsWith("MM"u8);
        var start = tiff.Length >= 8 ? Number(tiff.Slice(4, 4), isBigEndian) : uint.MaxValue;
        if (start + 2L > tiff.Length)
        {
            return SKEncodedOrigin.TopLeft;
        }

        var entries = tiff[((int)start + 2)..];
        for (var left = Number(tiff.Slice((int)start, 2), isBigEndian); left > 0 && entries.Length >= EntryLength; left--)
        {
            if (Number(entries[..2], isBigEndian) == Orientation)
            {
                var value = Number(entries.Slice(8, 2), isBigEndian);
                return value is >= 1 and <= 8 ? (SKEncodedOrigin)value : SKEncodedOrigin.TopLeft;
            }

            entries = entries[EntryLength..];
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isBigEndian) => (bytes.Length, isBigEndian) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };
}
