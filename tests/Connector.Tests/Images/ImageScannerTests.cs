using Connector.Images;
using Connector.Testing;

namespace Connector.Tests.Images;

public class ImageScannerTests
{
    public static TheoryData<string> Samples => [.. ImageSamples.All.Keys];

    [Theory]
    [InlineData("animated.webp", 16, 12, false)]
    [InlineData("exif-rotated.jpg", 40, 24, false)]
    [InlineData("extended-alpha.webp", 40, 24, true)]
    [InlineData("greyscale.jpg", 40, 24, false)]
    [InlineData("interlaced.png", 40, 24, false)]
    [InlineData("lossless-alpha.webp", 40, 24, true)]
    [InlineData("lossless.webp", 40, 24, false)]
    [InlineData("lossy.webp", 40, 24, false)]
    [InlineData("palette-transparent.png", 40, 24, true)]
    [InlineData("progressive.jpg", 40, 24, false)]
    [InlineData("rgb16.png", 10, 6, false)]
    public void Reads_what_other_programs_write(string file, int width, int height, bool hasAlpha)
    {
        var result = ScanResult.Of(ImageSamples.All[file]);

        Assert.Equal(new ImageHeader(MediaFormat.FromPath(file), width, height, hasAlpha), result.Header);
        Assert.True(result.IsWhole);
        Assert.False(result.IsHopeless);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_image_is_whole_at_its_last_byte_and_not_before_and_bytes_after_it_do_not_matter(string sample)
    {
        var image = ImageSamples.All[sample];
        for (var length = 0; length < image.Length; length++)
        {
            Assert.False(ScanResult.Of(image[..length]).IsWhole, $"cut at {length} of {image.Length}");
        }

        Assert.True(ScanResult.Of(image).IsWhole);
        Assert.Equal(ScanResult.Of(image), ScanResult.Of([.. image, .. image, 0, 1, 2]));
    }

    [Theory]
    [InlineData("exif-rotated.jpg", 6, null)]
    [InlineData("progressive.jpg", 1, null)]
    [InlineData("rgb16.png", 1, "16 bits a sample")]
    [InlineData("lossless.webp", 1, null)]
    public void Turned_and_unusual_pictures_are_told(string file, int orientation, string? colours)
    {
        var scanner = new ImageScanner();
        scanner.Append(ImageSamples.All[file]);

        Assert.Equal((orientation, colours), (scanner.Orientation, scanner.Colours));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(8)]
    public void The_orientation_of_a_png_is_told_however_its_bytes_come(byte orientation)
    {
        var scanner = new ImageScanner();
        foreach (var one in TestPng.CreateTurned(7, 9, orientation))
        {
            scanner.Append([one]);
        }

        Assert.Equal((orientation, true, 7), (scanner.Orientation, scanner.IsWhole, scanner.Header!.Width));
    }

    [Fact]
    public void The_orientation_of_a_webp_is_told_of_its_exif_chunk()
    {
        // One that has no other chunk than its pixels, with one more behind them; the length in its head says so.
        var plain = ImageSamples.All["extended-alpha.webp"];
        byte[] tiff = [.. "II*\0\b\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0003\0\0\0\0\0\0\0"u8];
        byte[] webp = [.. plain, .. "EXIF"u8, (byte)tiff.Length, 0, 0, 0, .. tiff];
        BitConverter.TryWriteBytes(webp.AsSpan(4), webp.Length - 8);
        var scanner = new ImageScanner();
        scanner.Append(webp);

        Assert.Equal((3, true), (scanner.Orientation, scanner.IsWhole));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Content_credentials_are_told_where_there_are_some(string sample)
    {
        Assert.Equal(sample.Contains(ImageSamples.Credentials, StringComparison.Ordinal), ScanResult.Of(ImageSamples.All[sample]).HasContentCredentials);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void A_png_has_alpha_by_its_colour_type(byte colourType, bool hasAlpha)
    {
        var png = TestPng.FromChunks(TestPng.Header(7, 9, colourType), ("PLTE", new byte[3]), ("IDAT", [1]), ("IEND", []));

        Assert.Equal(new ImageHeader(MediaFormat.Png, 7, 9, hasAlpha), ScanResult.Of(png).Header);
    }

    [Fact]
    public void A_png_has_alpha_by_a_chunk_before_the_pixels_so_its_header_waits_for_them()
    {
        var header = TestPng.Header(7, 9, colourType: 3);

        Assert.True(ScanResult.Of(TestPng.FromChunks(header, ("tRNS", [0]))).Header!.HasAlpha);
        Assert.Null(ScanResult.Of(TestPng.FromChunks(header, ("PLTE", new byte[3]))).Header);
        Assert.False(ScanResult.Of(TestPng.FromChunks(header, ("IDAT", [0]), ("tRNS", [0]))).Header!.HasAlpha);
    }

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    [InlineData(0xC2)]
    [InlineData(0xC3)]
    [InlineData(0xC9)]
    [InlineData(0xCA)]
    [InlineData(0xCF)]
    public void A_jpeg_of_every_coding_tells_its_size(byte frame) =>
        Assert.Equal(new ImageHeader(MediaFormat.Jpeg, 65535, 1, HasAlpha: false), ScanResult.Of(TestJpeg.Create(65535, 1, frame)).Header);

    [Fact]
    public void A_jpeg_may_hide_its_size_behind_long_segments_with_a_thumbnail_in_them()
    {
        byte[] thumbnail = [.. "Exif\0\0"u8, .. TestJpeg.Create(160, 120)];
        byte[] segments = [.. TestJpeg.Segment(0xE1, thumbnail), .. Enumerable.Repeat(TestJpeg.Segment(0xE2, new byte[65533]), 40).SelectMany(segment => segment)];

        var result = ScanResult.Of(TestJpeg.Create(4000, 3000, beforeFrame: segments), chunk: 1000);

        Assert.Equal((4000, 3000, true), (result.Header!.Width, result.Header.Height, result.IsWhole));
    }

    [Fact]
    public void A_jpeg_may_have_fill_bytes_restart_markers_and_several_scans()
    {
        byte[] pixels =
        [
            1, 0xFF, 0x00, 0xFF, 0xD0, 2, 0xFF, 0xD7, 0xFF, 0xFF, 0xFF, 0xD1, 3,
            .. TestJpeg.Segment(0xC4, [0xFF, 0xD9, 0]), .. TestJpeg.Segment(0xDA, [1, 1, 0, 0, 63, 0]), 4, 0xFF, 0xFF,
        ];
        var jpeg = TestJpeg.Create(5, 3, beforeFrame: [0xFF, 0xFF, 0xFF, .. TestJpeg.Segment(0xFE, "fill"u8.ToArray())], pixels: pixels);

        Assert.Equal((5, true), (ScanResult.Of(jpeg).Header!.Width, ScanResult.Of(jpeg).IsWhole));
        Assert.False(ScanResult.Of(jpeg[..^1]).IsWhole);
    }

    [Theory]
    [InlineData(0x00, false)]
    [InlineData(0x02, false)]
    [InlineData(0x10, true)]
    [InlineData(0x3E, true)]
    public void An_extended_webp_tells_its_canvas_and_its_alpha(byte flags, bool hasAlpha) =>
        Assert.Equal(new ImageHeader(MediaFormat.Webp, 1 << 24, 70000, hasAlpha), ScanResult.Of(TestWebp.Extended(1 << 24, 70000, flags)).Header);

    [Fact]
    public void A_plain_webp_tells_its_largest_size()
    {
        Assert.Equal(new ImageHeader(MediaFormat.Webp, 16383, 16383, HasAlpha: false), ScanResult.Of(TestWebp.Lossy(16383, 16383)).Header);
        Assert.Equal(new ImageHeader(MediaFormat.Webp, 16384, 1, HasAlpha: true), ScanResult.Of(TestWebp.Lossless(16384, 1, alpha: true)).Header);
    }
}
