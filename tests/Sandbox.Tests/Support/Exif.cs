using System.Buffers.Binary;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Support;

/// <summary>Puts an orientation into files of each format.</summary>
internal static class Exif
{
    public static byte[] IntoJpeg(byte[] jpeg, int orientation) => [.. jpeg[..2], .. TestJpeg.Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation)]), .. jpeg[2..]];

    /// <summary>The chunk of a PNG.</summary>
    public static (string Type, byte[] Data) Chunk(int orientation) => ("eXIf", Tiff(orientation));

    /// <summary>The file becomes an extended one, which tells its size again.</summary>
    public static byte[] IntoWebp(byte[] webp, int orientation)
    {
        const byte HasExif = 0x08;
        var size = new byte[10];
        size[0] = HasExif;
        WriteSide(size.AsSpan(4), Quarters.Width);
        WriteSide(size.AsSpan(7), Quarters.Height);
        var image = webp[12..];
        var length = BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(4));
        return TestWebp.FromChunks(("VP8X", size), (System.Text.Encoding.ASCII.GetString(image, 0, 4), image[8..(8 + length)]), ("EXIF", Tiff(orientation)));
    }

    private static void WriteSide(Span<byte> at, int side) => (at[0], at[1]) = ((byte)(side - 1), (byte)((side - 1) >> 8));

    /// <summary>A directory of one entry: the orientation is number 0x0112 and a short.</summary>
    private static byte[] Tiff(int orientation) =>
        [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
}
