using System.Buffers.Binary;

namespace Connector.Pictures;

/// <summary>Finds the end of a JPEG: behind the first scan, since a preview among the segments before has an end too.</summary>
internal static class JpegEnd
{
    private const byte Marker = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static bool IsIn(ReadOnlySpan<byte> jpeg)
    {
        var at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at + 1] != StartOfScan)
        {
            // A marker may be preceded by any number of fill bytes.
            at += jpeg[at + 1] == Marker ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return at < jpeg.Length && jpeg[at..].IndexOf([Marker, EndOfImage]) >= 0;
    }
}
