using System.Text;
using Connector.Sandbox.Inputs;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Inputs;

public class ImageHeaderTests
{
    [Fact]
    public void A_PNG_is_known_by_its_header() =>
        Assert.Equal(new ImageHeader(ImageFormat.Png, 300, 200, HasAlpha: false), ImageHeader.Read(TestPng.Create(300, 200)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void The_colour_type_of_a_PNG_tells_its_alpha(byte colourType, bool hasAlpha)
    {
        var png = TestPng.Create(3, 2);
        png[25] = colourType;

        Assert.Equal(hasAlpha, ImageHeader.Read(png)!.HasAlpha);
    }

    [Fact]
    public void A_transparent_palette_is_alpha_too()
    {
        var png = TestPng.Create(3, 2);
        byte[] withPalette = [.. png[..33], 0, 0, 0, 1, .. "tRNS"u8, 0, 0, 0, 0, 0, .. png[33..]];

        Assert.True(ImageHeader.Read(withPalette)!.HasAlpha);
    }

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    [InlineData(0xC2)]
    public void A_JPEG_is_known_by_its_frame_whatever_stands_before(byte frame)
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xFF, frame, 0, 11, 8, 0x01, 0x2C, 0x02, 0x58, 1, 0, 0, 0];

        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, 600, 300, HasAlpha: false), ImageHeader.Read(jpeg));
        Assert.Null(ImageHeader.Read(jpeg.AsSpan(0, 20)));
    }

    [Theory]
    [InlineData("VP8 ", new byte[] { 0, 0, 0, 0x9D, 0x01, 0x2A, 0x58, 0x02, 0x2C, 0x41 }, 600, 300, false)]
    [InlineData("VP8L", new byte[] { 0x2F, 0x57, 0xC2, 0x4A, 0x10, 0, 0, 0, 0, 0 }, 600, 300, true)]
    [InlineData("VP8L", new byte[] { 0x2F, 0x57, 0xC2, 0x4A, 0x00, 0, 0, 0, 0, 0 }, 600, 300, false)]
    [InlineData("VP8X", new byte[] { 0x10, 0, 0, 0, 0x57, 0x02, 0, 0x2B, 0x01, 0 }, 600, 300, true)]
    [InlineData("VP8X", new byte[] { 0x00, 0, 0, 0, 0x57, 0x02, 0, 0x2B, 0x01, 0 }, 600, 300, false)]
    public void Each_kind_of_WebP_is_known_by_its_first_chunk(string chunk, byte[] data, int width, int height, bool hasAlpha)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(chunk), 10, 0, 0, 0, .. data];

        Assert.Equal(new ImageHeader(ImageFormat.Webp, width, height, hasAlpha), ImageHeader.Read(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a, which is an image but none of the three")]
    [InlineData("RIFFxxxxWAVEfmt and so on and on and on and on")]
    public void Anything_else_is_no_image(string text) => Assert.Null(ImageHeader.Read(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_file_may_end_anywhere()
    {
        var png = TestPng.Create(30, 20);
        byte[] webp = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9, 0, 0];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 9, 0, 9, 1, 0, 0, 0];
        foreach (var file in new[] { png, webp, jpeg })
        {
            for (var length = 0; length <= file.Length; length++)
            {
                ImageHeader.Read(file.AsSpan(0, length));
            }
        }
    }
}
