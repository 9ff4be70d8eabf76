using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Connector.Sandbox.Tests.Support;

/// <summary>A decoder of the PNG files the sandbox may write; everything else in them fails the test.</summary>
public sealed record PngFile(int Width, int Height, byte[] Pixels)
{
    public static PngFile Decode(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        // It says of each part of a pixel that all of its bits count.
        var chunks = Chunks(file).Where(chunk => chunk.Name != "sBIT").ToList();
        Assert.Equal("IHDR", chunks[0].Name);
        Assert.Equal("IEND", chunks[^1].Name);
        Assert.All(chunks[1..^1], chunk => Assert.Equal("IDAT", chunk.Name));
        Assert.Empty(chunks[^1].Data);

        var header = chunks[0].Data;
        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        var width = BinaryPrimitives.ReadInt32BigEndian(header);
        var height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        var inflated = Inflate(chunks[1..^1].SelectMany(chunk => chunk.Data).ToArray());
        Assert.Equal(height * (1 + (width * 3)), inflated.Length);
        return new PngFile(width, height, Unfilter(inflated, width, height));
    }

    /// <summary>How far neighbouring pixels of a row are apart at most.</summary>
    public int SteepestStep() => Enumerable.Range(3, Pixels.Length - 3)
        .Where(i => i % (Width * 3) >= 3)
        .Max(i => Math.Abs(Pixels[i] - Pixels[i - 3]));

    private static IEnumerable<(string Name, byte[] Data)> Chunks(byte[] file)
    {
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var named = file[(at + 4)..(at + 8 + length)];
            Assert.Equal(Crc(named), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(named, 0, 4), named[4..]);
            at += 12 + length;
        }
    }

    private static byte[] Inflate(byte[] compressed)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        zlib.CopyTo(inflated);
        return inflated.ToArray();
    }

    private static byte[] Unfilter(byte[] inflated, int width, int height)
    {
        var stride = width * 3;
        var pixels = new byte[height * stride];
        for (var y = 0; y < height; y++)
        {
            // A single pixel has nothing on its left to differ from.
            var filter = inflated[y * (1 + stride)];
            Assert.Equal(width == 1 ? 0 : 1, filter);
            for (var x = 0; x < stride; x++)
            {
                var left = x < 3 || filter == 0 ? 0 : pixels[(y * stride) + x - 3];
                pixels[(y * stride) + x] = (byte)(inflated[(y * (1 + stride)) + 1 + x] + left);
            }
        }

        return pixels;
    }

    /// <summary>The checksum bit by bit, as the PNG specification defines it.</summary>
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
