using Connector.Pictures;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Pictures;

public class PictureEncoderTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 7, 100 }, { 600, 1 }, { 33, 17 }, { 512, 513 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_file_says_what_it_holds(int width, int height)
    {
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            Assert.Equal(new ImageHeader(format, width, height, HasAlpha: false), ImageHeader.Read(Encode(Picture(width, height), format)));

            // Nothing of a single pixel is cut away, and a WebP says whether it has alpha by its pixels.
            var cutOut = ImageHeader.Read(Encode(new CutOut(Picture(width, height)), format))!;
            Assert.Equal((format, width, height), (cutOut.Format, cutOut.Width, cutOut.Height));
            Assert.True(width * height == 1 || cutOut.HasAlpha == (format != ImageFormat.Jpeg));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_pixels_of_a_PNG_are_those_that_were_drawn(int width, int height)
    {
        var png = PngFile.Decode(Encode(Picture(width, height), ImageFormat.Png));

        Assert.Equal((width, height), (png.Width, png.Height));
        Assert.Equal(Draw(Picture(width, height)), png.Pixels.Chunk(3).Select(pixel => new Colour(pixel[0], pixel[1], pixel[2])));
    }

    [Fact]
    public void A_WebP_loses_nothing_and_a_JPEG_little()
    {
        var drawn = Draw(Picture(320, 256));

        Assert.Equal(drawn, Decode(Encode(Picture(320, 256), ImageFormat.Webp), 320, 256));
        Assert.InRange(drawn.Zip(Decode(Encode(Picture(320, 256), ImageFormat.Jpeg), 320, 256), (one, other) => one.DistanceTo(other)).Average(), 0, 8);
    }

    [Theory]
    [InlineData("Png")]
    [InlineData("Webp")]
    public void Alpha_is_kept(string format)
    {
        var pixels = Decode(Encode(new CutOut(Picture(64, 64)), Enum.Parse<ImageFormat>(format)), 64, 64);

        Assert.Equal(0, pixels[0].Alpha);
        Assert.Equal(255, pixels[(32 * 64) + 32].Alpha);
    }

    [Fact]
    public void The_same_picture_makes_the_same_bytes()
    {
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            Assert.Equal(Encode(Picture(320, 256), format), Encode(Picture(320, 256), format));
            Assert.Equal(Encode(new CutOut(Picture(320, 256)), format), Encode(new CutOut(Picture(320, 256)), format));
        }
    }

    [Fact]
    public void Of_rows_that_are_alike_the_first_is_drawn()
    {
        const int RowsAlike = 8;
        foreach (var format in new[] { ImageFormat.Png, ImageFormat.Webp })
        {
            var pixels = Decode(new PictureEncoder(RowsAlike).Encode(Picture(64, 61), format, CancellationToken.None), 64, 61);

            var drawn = Draw(Picture(64, 61)).Chunk(64).ToList();
            Assert.Equal(Enumerable.Range(0, 61).SelectMany(y => drawn[y / RowsAlike * RowsAlike]), pixels);
        }
    }

    [Fact]
    public void A_picture_of_a_million_pixels_is_neither_tiny_nor_huge()
    {
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            Assert.InRange(Encode(Picture(1024, 1024), format).Length, 50_000, 1_500_000);
        }
    }

    [Fact]
    public void A_cancelled_picture_is_not_finished() => Assert.All(
        Enum.GetValues<ImageFormat>(),
        format => Assert.Throws<OperationCanceledException>(() => new PictureEncoder(rowsAlike: 1).Encode(Picture(8, 8), format, new CancellationToken(canceled: true))));

    private static Landscape Picture(int width, int height) =>
        new(new PictureOrder([new WeightedText("A lighthouse on a cliff at sunset", 1)], 7, null, "engine", width, height));

    private static byte[] Encode(IPicture picture, ImageFormat format) => new PictureEncoder(rowsAlike: 1).Encode(picture, format, CancellationToken.None);

    private static List<Colour> Draw(Landscape picture)
    {
        var row = new byte[IPicture.Channels * picture.Width];
        var colours = new List<Colour>();
        for (var y = 0; y < picture.Height; y++)
        {
            picture.DrawRow(y, row);
            colours.AddRange(row.Chunk(IPicture.Channels).Select(pixel => new Colour(pixel[0], pixel[1], pixel[2])));
        }

        return colours;
    }

    private static List<Colour> Decode(byte[] file, int width, int height) => [.. DecodedColours.Of(Pixels.Decode(file)!, width, height)];
}
