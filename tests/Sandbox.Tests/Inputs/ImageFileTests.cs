using Connector.Pictures;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Inputs;

public class ImageFileTests
{
    public static TheoryData<string> Kinds => [.. ImageKinds.Images.Keys];

    public static TheoryData<string> Pngs => [.. PngKind.All.Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Pngs))]
    public void Every_pixel_of_a_PNG_is_as_it_was_written(string kind)
    {
        var (file, seen) = ImageKinds.Images[kind];

        var found = DecodedColours.Of(Pixels.Decode(file)!, Quarters.Width, Quarters.Height).ToList();

        for (var i = 0; i < found.Count; i++)
        {
            Assert.Equal(seen.At(i % Quarters.Width, i / Quarters.Width), found[i]);
        }
    }

    [Fact]
    public void Every_way_in_which_a_PNG_can_be_transparent_is_known()
    {
        var coloured = Quarters.Coloured with { LeftTop = Quarters.Coloured.LeftTop with { Alpha = 0x40 } };
        var grey = Quarters.Grey with { RightBottom = Quarters.Grey.RightBottom with { Alpha = 0x40 } };
        var holed = Quarters.Coloured with { LeftTop = Quarters.Coloured.LeftTop with { Alpha = 0 } };
        var greyHoled = Quarters.Grey with { RightBottom = Quarters.Grey.RightBottom with { Alpha = 0 } };
        (byte[] File, Quarters Seen)[] files =
        [
            (new PngKind(6, 8, IsInterlaced: false).Write(coloured), coloured),
            (new PngKind(6, 16, IsInterlaced: true).Write(coloured), coloured),
            (new PngKind(4, 8, IsInterlaced: false).Write(grey), grey),
            (new PngKind(4, 16, IsInterlaced: false).Write(grey), grey),
            (new PngKind(3, 2, IsInterlaced: false).Write(coloured, ("tRNS", [0x40])), coloured),
            (new PngKind(3, 8, IsInterlaced: true).Write(coloured, ("tRNS", [0x40])), coloured),
            (new PngKind(2, 8, IsInterlaced: false).Write(holed, ("tRNS", [0, 0xE0, 0, 0x20, 0, 0x20])), holed),
            (new PngKind(0, 8, IsInterlaced: false).Write(greyHoled, ("tRNS", [0, 170])), greyHoled),
            (new PngKind(0, 2, IsInterlaced: false).Write(greyHoled, ("tRNS", [0, 2])), greyHoled),
        ];
        foreach (var (file, seen) in files)
        {
            var found = DecodedColours.Of(Pixels.Decode(file)!, Quarters.Width, Quarters.Height).ToList();

            Assert.True(ImageHeader.Read(file)!.HasAlpha);
            foreach (var (x, y) in new[] { (10, 10), (150, 10), (10, 120), (150, 120) })
            {
                var (expected, actual) = (seen.At(x, y), found[(y * Quarters.Width) + x]);
                Assert.Equal(expected.Alpha, actual.Alpha);
                Assert.True(expected.Alpha == 0 || expected.DistanceTo(actual) == 0, $"{expected} {actual}");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_WebP_with_alpha_keeps_it(bool isLossless)
    {
        var picture = Quarters.Coloured with { LeftTop = Quarters.Coloured.LeftTop with { Alpha = 0x40 } };
        var file = SkiaFiles.Webp(picture, isLossless);

        Assert.True(ImageHeader.Read(file)!.HasAlpha);
        Assert.Equal(0x40, DecodedColours.Of(Pixels.Decode(file)!, Quarters.Width, Quarters.Height).First().Alpha);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_turned_image_has_the_sides_of_its_file_and_those_that_are_seen(int orientation)
    {
        foreach (var format in new[] { "JPEG", "PNG", "WebP" })
        {
            var header = ImageHeader.Read(ImageKinds.Images[$"{format} of EXIF {orientation}"].File)!;

            Assert.Equal("160x128", header.Size);
            Assert.Equal(orientation >= 5 ? (128, 160) : (160, 128), (header.SeenWidth, header.SeenHeight));
        }
    }

    [Fact]
    public void A_JPEG_ends_behind_its_scan_whatever_stands_before_and_follows()
    {
        var whole = ImageKinds.Images["JPEG, progressive"].File;
        byte[] withPreview = [.. whole[..2], .. TestJpeg.Segment(0xE1, whole), .. whole[2..]];
        byte[] withFilm = [.. withPreview, 0xFF, 0xDA, .. "ftypmp4"u8];

        Assert.NotNull(Pixels.Decode(withPreview));
        Assert.NotNull(Pixels.Decode(withFilm));
        Assert.Null(Pixels.Decode(withPreview.AsSpan(0, withPreview.Length - (whole.Length / 3))));
    }

    [Fact]
    public void An_orientation_of_a_PNG_may_be_broken()
    {
        var exif = Exif.Chunk(6).Data;
        for (var length = 0; length < exif.Length; length++)
        {
            Assert.NotNull(ImageHeader.Read(new PngKind(2, 8, IsInterlaced: false).Write(Quarters.Coloured, ("eXIf", exif[..length]))));
        }

        Assert.False(ImageHeader.Read(new PngKind(2, 8, IsInterlaced: false).Write(Quarters.Coloured, Exif.Chunk(9)))!.IsOnItsSide);
        byte[] little = [.. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
        Assert.True(ImageHeader.Read(new PngKind(2, 8, IsInterlaced: false).Write(Quarters.Coloured, ("eXIf", little)))!.IsOnItsSide);
    }

    [Fact]
    public void A_photo_of_a_telephone_is_reduced_while_it_is_decoded()
    {
        var pixels = Pixels.Decode(SkiaFiles.PlainJpeg(4032, 3024))!;

        Assert.InRange((long)pixels.Width * pixels.Height, ImageFile.MostPixels / 2, ImageFile.MostPixels);
        Assert.InRange(DecodedColours.Of(pixels, pixels.Width, pixels.Height).First().DistanceTo(new Colour(200, 100, 50)), 0, 4);
    }

    [Fact]
    public void What_holds_too_many_pixels_is_not_decoded()
    {
        Assert.Null(Pixels.Decode(TestPng.CreatePlain(3073, 3073)));
        Assert.Null(Pixels.Decode(SkiaFiles.PlainJpeg(7000, 6000)));
        Assert.Null(Pixels.Decode(TestPng.FromChunks(TestPng.Header(100_000, 100_000, 2), ("IDAT", [1]), ("IEND", []))));
        Assert.Null(Pixels.Decode(TestWebp.Lossy(16_383, 16_383)));
        Assert.NotNull(Pixels.Decode(TestPng.CreatePlain(3072, 3072)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_may_end_anywhere(string kind)
    {
        var file = ImageKinds.Images[kind].File;
        var half = file.Length / 2;

        Assert.Null(Pixels.Decode(file.AsSpan(0, half)));
        for (var length = 0; length < file.Length; length += 1 + (file.Length / 100))
        {
            Pixels.Decode(file.AsSpan(0, length));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_may_hold_anything(string kind)
    {
        var file = ImageKinds.Images[kind].File;
        var random = new Random(file.Length);
        for (var round = 0; round < 100; round++)
        {
            var changed = file.ToArray();
            for (var change = 0; change <= round % 8; change++)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            Pixels.Decode(changed);
        }
    }

    [Fact]
    public void Other_formats_are_not_opened()
    {
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];
        byte[] bitmap = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[28]];

        Assert.Null(ImageFile.Open(gif));
        Assert.Null(ImageFile.Open(bitmap));
        Assert.Null(ImageFile.Open([]));
    }
}
