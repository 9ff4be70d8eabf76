using System.Buffers.Binary;
using System.IO.Compression;
using Connector.Images;
using Connector.Output;
using Connector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Connector.Tests.Images;

public class HostileImageTests
{
    public static TheoryData<string, byte[]> Broken => new()
    {
        { "nothing known", "GIF89a, or so it says"u8.ToArray() },
        { "a page named .png", "<!doctype html><html>"u8.ToArray() },
        { "sound of nothing", "ID3 is what this text begins with"u8.ToArray() },
        { "glb of no version", [.. "glTF"u8, .. new byte[16]] },
        { "glb without a scene", [.. "glTF"u8, 2, 0, 0, 0, 100, 0, 0, 0, 10, 0, 0, 0, .. "BIN\0"u8] },
        { "wav without a format", [.. "RIFF\0\0\0\0WAVEdata"u8, 4, 0, 0, 0, 1, 2, 3, 4] },
        { "flac without facts", [.. "fLaC"u8, 4, 0, 0, 34, .. new byte[60]] },
        { "mp3 of one frame and a text", [.. TestSounds.Mp3(frames: 1), .. "and that was it"u8] },
        { "png of no width", Png(TestPng.Header(0, 1, 2)) },
        { "png of no height", Png(TestPng.Header(1, 0, 2)) },
        { "png of absurd width", Png(TestPng.Header(int.MinValue, 1, 6)) },
        { "png of absurd height", Png(TestPng.Header(1, -1, 6)) },
        { "png of an impossible colour type", Png(TestPng.Header(1, 1, 5)) },
        { "png without a header", TestPng.FromChunks(("IDAT", [1]), ("IEND", [])) },
        { "png with a short header", TestPng.FromChunks(("IHDR", new byte[12]), ("IDAT", [1])) },
        { "png with a long header", TestPng.FromChunks(("IHDR", new byte[14]), ("IDAT", [1])) },
        { "png without pixels", TestPng.FromChunks(TestPng.Header(1, 1, 2), ("IEND", [])) },
        { "png with a header as long as can be", [.. TestPng.FromChunks(), 0xFF, 0xFF, 0xFF, 0xFF, .. "IHDR"u8, .. new byte[20]] },
        { "png with a chunk as long as can be", [.. TestPng.FromChunks(TestPng.Header(1, 1, 2)), 0xFF, 0xFF, 0xFF, 0xFF, .. "tEXt"u8, 1] },
        { "jpeg of no width", TestJpeg.Create(0, 1) },
        { "jpeg of no height", TestJpeg.Create(1, 0) },
        { "jpeg without a frame", [0xFF, 0xD8, .. TestJpeg.Segment(0xDB, new byte[65]), .. TestJpeg.Segment(0xDA, [1, 1, 0]), 1, 0xFF, 0xD9] },
        { "jpeg without anything", [0xFF, 0xD8, 0xFF, 0xD9, .. new byte[20]] },
        { "jpeg with a segment of length 0", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, .. new byte[20]] },
        { "jpeg with a segment of length 1", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, .. new byte[20]] },
        { "jpeg with a frame too short", [0xFF, 0xD8, 0xFF, 0xC0, 0, 7, .. new byte[20]] },
        { "webp of no width", TestWebp.Lossy(0, 1) },
        { "webp of no height", TestWebp.Lossy(1, 0) },
        { "webp without a start code", TestWebp.FromChunks(("VP8 ", new byte[10])) },
        { "webp that does not begin with a key frame", TestWebp.FromChunks(("VP8 ", [0x11, 0, 0, 0x9D, 0x01, 0x2A, 1, 0, 1, 0])) },
        { "webp with a short lossy chunk", TestWebp.FromChunks(("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, 1, 0, 1])) },
        { "webp with a short lossless chunk", TestWebp.FromChunks(("VP8L", [0x2F, 0, 0, 0])) },
        { "webp without the lossless signature", TestWebp.FromChunks(("VP8L", new byte[5])) },
        { "webp of a lossless version to come", TestWebp.FromChunks(("VP8L", [0x2F, 0, 0, 0, 0x20])) },
        { "webp with a short extended header", TestWebp.FromChunks(("VP8X", new byte[9])) },
        { "webp that begins with something else", TestWebp.FromChunks(("EXIF", new byte[10]), ("VP8X", new byte[10])) },
        { "webp of no size", [.. "RIFF\0\0\0\0WEBPVP8X\u000A\0\0\0"u8, .. new byte[20]] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_image_has_no_header_is_not_whole_and_is_given_up(string what, byte[] bytes)
    {
        var result = ScanResult.Of(bytes);

        Assert.True(result is { Header: null, IsWhole: false, IsHopeless: true }, $"{what}: {result}");
    }

    [Fact]
    public void A_jpeg_that_ends_before_its_pixels_is_not_whole()
    {
        var result = ScanResult.Of([0xFF, 0xD8, .. TestJpeg.Segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]), 0xFF, 0xD9]);

        Assert.True(result is { Header: { Width: 1, Height: 1 }, IsWhole: false, IsHopeless: true });
    }

    [Fact]
    public void A_chunk_or_file_longer_than_any_disk_is_waited_for_without_memory_or_end()
    {
        var png = TestPng.FromChunks(TestPng.Header(1, 1, 6));
        byte[] endlessPng = [.. png, 0x7F, 0xFF, 0xFF, 0xFF, .. "tEXt"u8];
        var endlessWebp = TestWebp.Lossy(5, 3);
        BinaryPrimitives.WriteUInt32LittleEndian(endlessWebp.AsSpan(4), uint.MaxValue);
        foreach (var head in new[] { endlessPng, endlessWebp })
        {
            var scanner = new ImageScanner();
            scanner.Append(head);
            var block = new byte[64 * 1024];
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var sent = 0; sent < 1000; sent++)
            {
                scanner.Append(block);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < block.Length);
            Assert.NotNull(scanner.Header);
            Assert.False(scanner.IsWhole);
        }
    }

    [Theory]
    [InlineData("zTXt")]
    [InlineData("iCCP")]
    [InlineData("iTXt")]
    [InlineData("IDAT")]
    public void Compressed_bytes_are_never_inflated(string chunk)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[64 * 1024 * 1024]);
        }

        var png = TestPng.FromChunks(
            TestPng.Header(1, 1, 2), (chunk, [.. "name\0\0"u8, .. compressed.ToArray()]), ("IDAT", [1]), ("IEND", []));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = ScanResult.Of(png);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2 * png.Length);
        Assert.True(result is { Header: { Width: 1, Height: 1 }, IsWhole: true });
    }

    [Fact]
    public void No_cut_or_changed_image_does_harm_and_the_pieces_it_comes_in_make_no_difference()
    {
        var cases = from sample in Gen.Elements(ImageSamples.All.Values.ToArray())
                    from changes in Gen.Choose(0, 4)
                    from positions in Gen.Choose(0, sample.Length - 1).ListOf(changes)
                    from values in Gen.Frequency((3, Gen.Choose(0, 255)), (1, Gen.Constant(0xFF)), (1, Gen.Constant(0))).ListOf(changes)
                    from length in Gen.Choose(0, sample.Length)
                    from chunk in Gen.Choose(1, 50)
                    select (bytes: Change(sample, positions, values, length), chunk);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var result = ScanResult.Of(one.bytes);
            Assert.Equal(result, ScanResult.Of(one.bytes, one.chunk));
            Assert.Equal(result, ScanResult.Of(one.bytes, 1));
            Assert.False(result.IsWhole && result.IsHopeless);
            Assert.True(result.Header is null or { Width: > 0, Height: > 0 });
            Assert.True(result.Header is not null || !result.IsWhole);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void Random_bytes_behind_a_good_signature_never_harm_it() => Prop.ForAll<byte[], int>((bytes, chunk) =>
    {
        foreach (var signature in ImageSamples.All.Values.Select(sample => sample[..20]))
        {
            byte[] image = [.. signature, .. bytes];
            Assert.Equal(ScanResult.Of(image), ScanResult.Of(image, (Math.Abs(chunk) % 50) + 1));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_inspector_follows_media_to_their_end_and_counts_what_it_does_not_know_as_whole()
    {
        foreach (var medium in ImageSamples.All.Values.Concat(TestSounds.All.Values))
        {
            Assert.True(Inspect(medium).IsWhole);
            Assert.False(Inspect(medium[..^1]).IsWhole);
        }

        Assert.False(Inspect("glTF and a model"u8.ToArray()).IsWhole);
        Assert.True(Inspect([1, 2, 3]).IsWhole);
        Assert.False(Inspect([0xFF, 0xD8, 0xFF]).IsWhole);
    }

    private static MediaInspector Inspect(byte[] bytes)
    {
        using var inspector = new MediaInspector();
        inspector.Append(bytes);
        return inspector;
    }

    private static byte[] Png((string Type, byte[] Data) header) => TestPng.FromChunks(header, ("IDAT", [1]), ("IEND", []));

    private static byte[] Change(byte[] image, IReadOnlyList<int> positions, IReadOnlyList<int> values, int length)
    {
        var changed = (byte[])image.Clone();
        foreach (var (position, value) in positions.Zip(values))
        {
            changed[position] = (byte)value;
        }

        return changed[..length];
    }
}
