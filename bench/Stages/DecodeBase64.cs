using System.Text;
using BenchmarkDotNet.Attributes;
using Connector.Streams;

namespace Connector.Benchmarks.Stages;

/// <summary>A picture of 4 MB out of base64 that arrives, against the text taken whole.</summary>
[MemoryDiagnoser]
public class DecodeBase64
{
    private ChunkStream _text = null!;

    [GlobalSetup]
    public void Prepare() => _text = new ChunkStream(Encoding.ASCII.GetBytes(Convert.ToBase64String(SampleFile.Noise(4_000_000))));

    [Benchmark(Baseline = true)]
    public async Task<int> Whole()
    {
        _text.Position = 0;
        using var reader = new StreamReader(_text, Encoding.ASCII, leaveOpen: true);
        return Convert.FromBase64String(await reader.ReadToEndAsync()).Length;
    }

    [Benchmark]
    public async Task Streamed()
    {
        _text.Position = 0;
        await using var bytes = new LooseBase64Stream(_text);
        await bytes.CopyToAsync(Stream.Null);
    }
}
