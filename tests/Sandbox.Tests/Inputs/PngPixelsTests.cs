using System.Buffers.Binary;
using System.IO.Compression;
using Connector.Sandbox.Inputs;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Inputs;

public class PngPixelsTests
{
    private const int Side = 5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_is_undone(byte filter)
    {
        var samples = Enumerable.Range(0, Side * Side * 3).Select(i => (byte)((i * i * 7) ^ (i * 13))).ToArray();

        var pixels = PngPixels.Decode(Png(2, filter, samples))!;

        Assert.Equal(samples.Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2], (byte)255)), All(pixels));
    }

    [Theory]
    [InlineData(0, new byte[] { 9 }, 9, 9, 9, 255)]
    [InlineData(2, new byte[] { 1, 2, 3 }, 1, 2, 3, 255)]
    [InlineData(3, new byte[] { 1 }, 4, 5, 6, 77)]
    [InlineData(4, new byte[] { 9, 8 }, 9, 9, 9, 8)]
    [InlineData(6, new byte[] { 1, 2, 3, 4 }, 1, 2, 3, 4)]
    public void Every_colour_type_is_known(byte colourType, byte[] pixel, byte red, byte green, byte blue, byte alpha)
    {
        var samples = Enumerable.Repeat(pixel, Side * Side).SelectMany(samples => samples).ToArray();

        Assert.All(All(PngPixels.Decode(Png(colourType, 0, samples))!), found => Assert.Equal((red, green, blue, alpha), found));
    }

    [Fact]
    public void Other_files_are_left_alone()
    {
        var png = Png(2, 0, new byte[Side * Side * 3]);
        var sixteenBits = png.ToArray();
        sixteenBits[24] = 16;
        var interlaced = png.ToArray();
        interlaced[28] = 1;

        Assert.Null(PngPixels.Decode(sixteenBits));
        Assert.Null(PngPixels.Decode(interlaced));
        Assert.Null(PngPixels.Decode(Png(2, 9, new byte[Side * Side * 3])));
        Assert.Null(PngPixels.Decode(Png(3, 0, Enumerable.Repeat((byte)200, Side * Side).ToArray())));
        Assert.Null(PngPixels.Decode(InputFiles.Png(10, 10)));
        Assert.Null(PngPixels.Decode(InputFiles.Png(100_000, 100_000)));
    }

    [Fact]
    public void A_file_that_ends_early_is_left_alone()
    {
        var samples = new byte[Side * Side * 3];
        new Random(1).NextBytes(samples);
        var png = Png(2, 0, samples);

        // The last chunk and the checksums before it are not missed.
        for (var length = 0; length < png.Length - 24; length++)
        {
            Assert.Null(PngPixels.Decode(png.AsMemory(0, length)));
        }
    }

    private static IEnumerable<(byte, byte, byte, byte)> All(Pixels pixels)
    {
        var colour = new float[4];
        for (var i = 0; i < Side * Side; i++)
        {
            pixels.Sample(((i % Side) + 0.5f) / Side, ((i / Side) + 0.5f) / Side, colour);
            yield return ((byte)MathF.Round(colour[0]), (byte)MathF.Round(colour[1]), (byte)MathF.Round(colour[2]), (byte)MathF.Round(colour[3]));
        }
    }

    private static byte[] Png(byte colourType, byte filter, byte[] samples)
    {
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        (header[8], header[9]) = (8, colourType);
        PngChunks.Write(png, "IHDR"u8, header);
        PngChunks.Write(png, "PLTE"u8, [0, 0, 0, 4, 5, 6]);
        PngChunks.Write(png, "tRNS"u8, [255, 77]);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Filtered(samples, filter, samples.Length / Side, samples.Length / Side / Side));
        }

        PngChunks.Write(png, "IDAT"u8, data.ToArray());
        PngChunks.Write(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Filtered(byte[] samples, byte filter, int stride, int channels) => samples.Chunk(stride).SelectMany((row, y) =>
        row.Select((sample, i) =>
        {
            var left = i < channels ? 0 : row[i - channels];
            var above = y == 0 ? 0 : samples[((y - 1) * stride) + i];
            var corner = y == 0 || i < channels ? 0 : samples[((y - 1) * stride) + i - channels];
            var slope = left + above - corner;
            var nearest = new[] { left, above, corner }.MinBy(neighbour => Math.Abs(slope - neighbour));
            return (byte)(sample - (filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => nearest, _ => 0 }));
        }).Prepend(filter)).ToArray();
}
