using System.Buffers.Binary;

namespace Connector.Testing;

/// <summary>Makes JPEG files whose markers and segments are real; the pixels in between are not.</summary>
public static class TestJpeg
{
    public const byte Baseline = 0xC0;

    public static byte[] Create(int width, int height, byte frame = Baseline, byte[]? beforeFrame = null, byte[]? pixels = null) =>
    [
        0xFF, 0xD8,
        .. beforeFrame ?? Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. Segment(0xDB, new byte[65]),
        .. Segment(frame, [8, .. Number(height), .. Number(width), 1, 1, 0x11, 0]),
        .. Segment(0xC4, new byte[20]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        .. pixels ?? [1, 2, 3, 0xFF, 0x00, 4, 0xFF, 0xD0, 5],
        0xFF, 0xD9,
    ];

    /// <summary>A marker and its segment.</summary>
    public static byte[] Segment(byte code, byte[] data) => [0xFF, code, .. Number(data.Length + 2), .. data];

    private static byte[] Number(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
