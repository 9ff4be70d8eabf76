using Connector.Output;
using Connector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Connector.Tests.Output;

public class PngScannerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1024, 640)]
    public void Reads_the_size_and_sees_the_end_however_the_bytes_arrive(int width, int height)
    {
        var png = TestPng.Create(width, height);
        foreach (var chunk in new[] { 1, 7, 24, 1000, png.Length })
        {
            var scanner = Scan(png, chunk);

            Assert.Equal((width, height), scanner.Size);
            Assert.True(scanner.IsComplete);
        }
    }

    [Fact]
    public void No_cut_png_counts_as_whole()
    {
        var png = TestPng.Create(5, 5);
        for (var length = 0; length < png.Length - 8; length++)
        {
            Assert.False(Scan(png[..length], 3).IsComplete, $"cut at {length} of {png.Length}");
        }
    }

    [Fact]
    public void Random_bytes_never_harm_it() => Prop.ForAll<byte[], int>((bytes, chunk) =>
    {
        Scan([.. PngScanner.Signature, .. bytes], (Math.Abs(chunk) % 50) + 1);
    }).QuickCheckThrowOnFailure();

    private static PngScanner Scan(byte[] bytes, int chunk)
    {
        var scanner = new PngScanner();
        foreach (var part in bytes.Chunk(chunk))
        {
            scanner.Append(part);
        }

        return scanner;
    }
}
