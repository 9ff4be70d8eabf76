using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Connector.Images;
using SkiaSharp;

namespace Connector.Benchmarks.Stages;

/// <summary>A picture of 1.5 MB looked at while it passes in chunks, against the hash that is taken of the same bytes.</summary>
[MemoryDiagnoser]
public class ScanImage
{
    private byte[] _picture = [];

    [Params(SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp)]
    public SKEncodedImageFormat Format { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _picture = SampleFile.Picture(Format, 1_500_000);
        Console.WriteLine($"// {Format}: {_picture.Length} bytes");
        if (!Scan())
        {
            throw new InvalidOperationException($"The {Format} is not seen to be whole.");
        }
    }

    [Benchmark(Baseline = true)]
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var start = 0; start < _picture.Length; start += ChunkStream.Bytes)
        {
            hash.AppendData(Chunk(start));
        }

        return hash.GetHashAndReset();
    }

    [Benchmark]
    public bool Scan()
    {
        var scanner = new ImageScanner();
        for (var start = 0; start < _picture.Length; start += ChunkStream.Bytes)
        {
            scanner.Append(Chunk(start));
        }

        return scanner is { IsWhole: true, Header: not null };
    }

    private ReadOnlySpan<byte> Chunk(int start) => _picture.AsSpan(start, Math.Min(ChunkStream.Bytes, _picture.Length - start));
}
