using System.Buffers.Binary;
using System.Security.Cryptography;
using Connector.Sandbox.Inputs;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.Tests.Pictures;

/// <summary>
/// The files below were decoded by libwebp, libjpeg and libpng and compared with the picture when their hashes were written down:
/// PNG and WebP to the bit, JPEG at a signal-to-noise ratio of 35 to 41 dB.
/// </summary>
public class EncoderTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 7, 100 }, { 600, 1 }, { 33, 17 }, { 512, 513 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_file_says_what_it_holds(int width, int height)
    {
        Assert.Equal(new ImageHeader(ImageFormat.Webp, width, height, HasAlpha: false), ImageHeader.Read(Encode(WebpWriter.Write, Picture(width, height))));
        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, width, height, HasAlpha: false), ImageHeader.Read(Encode(JpegWriter.Write, Picture(width, height))));
        Assert.Equal(new ImageHeader(ImageFormat.Png, width, height, HasAlpha: false), ImageHeader.Read(Encode(PngWriter.Write, Picture(width, height))));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Alpha_is_kept_by_the_formats_that_have_it(int width, int height)
    {
        Assert.True(ImageHeader.Read(Encode(WebpWriter.Write, new CutOut(Picture(width, height))))!.HasAlpha);
        Assert.True(ImageHeader.Read(Encode(PngWriter.Write, new CutOut(Picture(width, height))))!.HasAlpha);
        Assert.False(ImageHeader.Read(Encode(JpegWriter.Write, new CutOut(Picture(width, height))))!.HasAlpha);
    }

    [Fact]
    public void The_files_are_those_that_were_verified()
    {
        var files = new[]
        {
            Encode(WebpWriter.Write, Picture(320, 256)),
            Encode(JpegWriter.Write, Picture(320, 256)),
            Encode(WebpWriter.Write, new CutOut(Picture(320, 256))),
        };

        Assert.Equal(
            [
                "E426641A3DE85FA7E5F85833705827976C04B2E753D85AC4DF5285DC73B48542",
                "68C5A89F1ED1CE986B32D43F93C18B418A5DD7E6321BEE3976665701E6B70357",
                "001C342277845F3E0CE07C2E524B43685B0EAF05CEF1FAB3B8F43E47C7F41D8B",
            ],
            files.Select(file => Convert.ToHexString(SHA256.HashData(file))));
    }

    [Fact]
    public void A_WebP_file_tells_its_length_and_is_even()
    {
        foreach (var side in Enumerable.Range(1, 20))
        {
            var file = Encode(WebpWriter.Write, Picture(side, side));

            Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
            Assert.Equal(0, file.Length % 2);
        }
    }

    [Fact]
    public void A_JPEG_has_no_marker_within_its_scan()
    {
        var file = Encode(JpegWriter.Write, Picture(320, 256));
        var scan = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]) + 14;

        for (var at = scan; at < file.Length - 2; at++)
        {
            Assert.True(file[at] != 0xFF || file[at + 1] == 0);
        }

        Assert.Equal([0xFF, 0xD9], file[^2..]);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(7)]
    public void A_Huffman_code_is_complete_and_no_code_is_too_long(int longest)
    {
        // Fibonacci's numbers make the most lopsided tree there is.
        var counts = new int[32];
        (counts[0], counts[1]) = (1, 1);
        for (var i = 2; i < counts.Length; i++)
        {
            counts[i] = counts[i - 1] + counts[i - 2];
        }

        var lengths = HuffmanLengths.Of(counts, longest);

        Assert.InRange(lengths.Max(), 1, longest);
        Assert.Equal(1, lengths.Sum(length => Math.Pow(2, -length)), precision: 12);
    }

    [Fact]
    public void A_cancelled_picture_is_not_finished()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => JpegWriter.Write(Picture(8, 8), Stream.Null, cancelled));
        Assert.Throws<OperationCanceledException>(() => WebpWriter.Write(Picture(8, 8), Stream.Null, cancelled));
    }

    private static Landscape Picture(int width, int height) =>
        new(new PictureOrder([new WeightedText("A lighthouse on a cliff at sunset", 1)], 7, null, "engine", width, height));

    private static byte[] Encode(Action<IPicture, Stream, CancellationToken> write, IPicture picture)
    {
        using var file = new MemoryStream();
        write(picture, file, CancellationToken.None);
        return file.ToArray();
    }
}
