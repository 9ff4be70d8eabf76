using System.Text;
using Connector.Pictures;
using Connector.Sandbox.Tests.Support;
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
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void The_colour_type_of_a_PNG_tells_its_alpha(byte colourType, bool hasAlpha) =>
        Assert.Equal(hasAlpha, ImageHeader.Read(TestPng.FromChunks(TestPng.Header(3, 2, colourType), ("IDAT", [1]), ("IEND", [])))!.HasAlpha);

    [Fact]
    public void Its_pixels_need_not_be_right() =>
        Assert.Equal("100x80", ImageHeader.Read(TestPng.FromChunks(TestPng.Header(100, 80, 2), ("IDAT", [1]), ("IEND", [])))!.Size);

    [Theory]
    [InlineData("JPEG", "Jpeg")]
    [InlineData("JPEG, progressive", "Jpeg")]
    [InlineData("JPEG in CMYK", "Jpeg")]
    [InlineData("WebP with loss", "Webp")]
    [InlineData("WebP without loss", "Webp")]
    [InlineData("WebP, animated", "Webp")]
    public void Each_kind_is_known_by_its_header(string kind, string format) =>
        Assert.Equal(new ImageHeader(Enum.Parse<ImageFormat>(format), 160, 128, HasAlpha: false), ImageHeader.Read(ImageKinds.Images[kind].File));

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a, which is an image but none of the three")]
    [InlineData("RIFFxxxxWAVEfmt and so on and on and on and on")]
    public void Anything_else_is_no_image(string text) => Assert.Null(ImageHeader.Read(Encoding.ASCII.GetBytes(text)));
}
