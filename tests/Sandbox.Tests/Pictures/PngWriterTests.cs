using Connector.Sandbox.Pictures;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Pictures;

public class PngWriterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(300, 200)]
    public void What_is_written_can_be_read_pixel_by_pixel(int width, int height)
    {
        var png = PngFile.Decode(Encode(new Patches(width, height)));

        Assert.Equal((width, height), (png.Width, png.Height));
        Assert.Equal(Enumerable.Range(0, width * height * 3).Select(i => Patches.At(i / (width * 3), i % (width * 3))), png.Pixels);
    }

    [Fact]
    public void A_picture_of_a_million_pixels_is_neither_tiny_nor_huge()
    {
        var order = new PictureOrder([new WeightedText("A lighthouse on a cliff", 1)], 1, null, "engine", 1024, 1024);

        Assert.InRange(Encode(new Landscape(order)).Length, 100_000, 1_500_000);
    }

    [Fact]
    public void A_cancelled_picture_is_not_finished()
    {
        using var destination = new MemoryStream();

        Assert.Throws<OperationCanceledException>(() => PngWriter.Write(new Patches(8, 8), destination, new CancellationToken(canceled: true)));
    }

    private static byte[] Encode(IPicture picture)
    {
        using var file = new MemoryStream();
        PngWriter.Write(picture, file, CancellationToken.None);
        return file.ToArray();
    }

    private sealed record Patches(int Width, int Height) : IPicture
    {
        public static byte At(int y, int i) => (byte)((y * 31) ^ (i * 7));

        public void DrawRow(int y, Span<byte> row)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = At(y, i);
            }
        }
    }
}
