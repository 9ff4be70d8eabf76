using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Connector.Testing;

/// <summary>Makes small PNG files. Chunk checksums are real, so that any viewer opens them.</summary>
public static class TestPng
{
    public static byte[] Create(int width, int height, int seed = 0)
    {
        var random = new Random(seed);
        return Create(width, height, row => random.NextBytes(row));
    }

    /// <summary>A large picture in few bytes: every pixel is black.</summary>
    public static byte[] CreatePlain(int width, int height) => Create(width, height, _ => { });

    /// <summary>A black picture whose EXIF turns it before it is seen.</summary>
    public static byte[] CreateTurned(int width, int height, byte orientation)
    {
        var plain = CreatePlain(width, height);
        const int BeforePixels = 8 + 25;
        using var png = new MemoryStream();
        png.Write(plain.AsSpan(..BeforePixels));
        WriteChunk(png, "eXIf", [.. "MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0"u8, orientation, 0, 0, 0, 0, 0, 0]);
        png.Write(plain.AsSpan(BeforePixels..));
        return png.ToArray();
    }

    /// <summary>A whole picture of exactly so many bytes, which hold any values: most of them are a chunk that nobody knows.</summary>
    public static byte[] CreateLong(int width, int height, int bytes)
    {
        var plain = CreatePlain(width, height);
        const int Frame = 12;
        var filler = new byte[bytes - plain.Length - Frame];
        new Random(bytes).NextBytes(filler);
        using var png = new MemoryStream();
        png.Write(plain.AsSpan(..^Frame));
        WriteChunk(png, "noIz", filler);
        png.Write(plain.AsSpan(^Frame..));
        return png.ToArray();
    }

    private static byte[] Create(int width, int height, Action<byte[]> paint)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[width * 3];
            for (var y = 0; y < height; y++)
            {
                paint(row);
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        return FromChunks(Header(width, height, colourType: 2), ("IDAT", data.ToArray()), ("IEND", []));
    }

    /// <summary>A header chunk with any size and colour type, possible or not.</summary>
    public static (string Type, byte[] Data) Header(int width, int height, byte colourType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colourType);
        return ("IHDR", header);
    }

    /// <summary>The signature and any chunks.</summary>
    public static byte[] FromChunks(params (string Type, byte[] Data)[] chunks)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, data) in chunks)
        {
            WriteChunk(png, type, data);
        }

        return png.ToArray();
    }

    private static void WriteChunk(Stream png, string type, byte[] data)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(typed));
        png.Write(number);
    }

    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
