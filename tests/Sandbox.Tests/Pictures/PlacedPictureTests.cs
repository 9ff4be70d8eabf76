using Connector.Pictures;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.Tests.Pictures;

public class PlacedPictureTests
{
    private static readonly byte[] Red = File(new Plain(4, 4, [200, 0, 0]));

    [Fact]
    public void A_whole_image_covers_the_picture_in_any_size() =>
        Assert.All(Draw(PlacedPicture.Over(new Plain(9, 7, [0, 0, 100]), new PictureSource(Red, 1))), pixel => Assert.Equal((200, 0, 0), pixel));

    [Fact]
    public void A_share_of_it_is_blended() =>
        Assert.All(Draw(PlacedPicture.Over(new Plain(4, 4, [0, 0, 100]), new PictureSource(Red, 0.25f))), pixel => Assert.Equal((50, 0, 75), pixel));

    [Fact]
    public void An_image_has_its_place_when_there_is_more_around_it()
    {
        var picture = PlacedPicture.Over(new Plain(8, 8, [0, 0, 100]), new PictureSource(Red, 1) { Left = 1, Top = 3, Size = (4, 4) });

        Assert.Equal(
            Enumerable.Range(0, 64).Select(i => i % 8 is >= 1 and < 5 && i / 8 is >= 3 and < 7),
            Draw(picture).Select(pixel => pixel == (200, 0, 0)));
    }

    [Theory]
    [InlineData(false, 255, 0, 0, 100)]
    [InlineData(false, 0, 200, 0, 0)]
    [InlineData(true, 0, 0, 0, 100)]
    [InlineData(true, 255, 200, 0, 0)]
    public void A_mask_tells_what_is_replaced(bool replacesBlack, byte grey, int red, int green, int blue)
    {
        var source = new PictureSource(Red, 1) { Mask = File(new Plain(2, 2, [grey, grey, grey])), ReplacesBlack = replacesBlack };

        Assert.All(Draw(PlacedPicture.Over(new Plain(4, 4, [0, 0, 100]), source)), pixel => Assert.Equal((red, green, blue), pixel));
    }

    [Fact]
    public void What_is_transparent_is_replaced()
    {
        var source = new PictureSource(File(new CutOut(new Plain(64, 64, [200, 0, 0]))), 1);

        var pixels = Draw(PlacedPicture.Over(new Plain(64, 64, [0, 0, 100]), source));

        Assert.Equal((0, 0, 100), pixels[0]);
        Assert.Equal((200, 0, 0), pixels[(32 * 64) + 32]);
    }

    [Fact]
    public void Without_an_image_that_can_be_decoded_the_picture_is_as_it_was()
    {
        var ground = new Plain(4, 4, [0, 0, 100]);

        Assert.Same(ground, PlacedPicture.Over(ground, null));
        Assert.Same(ground, PlacedPicture.Over(ground, new PictureSource(Red, 0)));
        Assert.Same(ground, PlacedPicture.Over(ground, new PictureSource("a text"u8.ToArray(), 1)));
    }

    private static byte[] File(IPicture picture) => new PictureEncoder(rowsAlike: 1).Encode(picture, ImageFormat.Png, CancellationToken.None);

    private static List<(int Red, int Green, int Blue)> Draw(IPicture picture)
    {
        var row = new byte[IPicture.Channels * picture.Width];
        var pixels = new List<(int, int, int)>();
        for (var y = 0; y < picture.Height; y++)
        {
            picture.DrawRow(y, row);
            pixels.AddRange(row.Chunk(IPicture.Channels).Select(pixel => ((int)pixel[0], (int)pixel[1], (int)pixel[2])));
        }

        return pixels;
    }

    private sealed record Plain(int Width, int Height, byte[] Colour) : IPicture
    {
        public void DrawRow(int y, Span<byte> row)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = i % IPicture.Channels < 3 ? Colour[i % IPicture.Channels] : (byte)0;
            }
        }
    }
}
