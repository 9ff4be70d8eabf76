using BenchmarkDotNet.Attributes;
using Connector.Files;

namespace Connector.Benchmarks.Stages;

/// <summary>A picture from memory to a published file, against writing the whole picture and renaming the file. Both delete it again.</summary>
[MemoryDiagnoser]
public class StageToFile
{
    private const string Folder = "bench/2026/11/21";

    private readonly string _root = Directory.CreateTempSubdirectory("connector-bench-").FullName;

    private byte[] _picture = [];
    private LocalSink _sink = null!;

    [Params(1_500_000, 4_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _picture = SampleFile.Noise(Bytes);
        _sink = new LocalSink(_root);
        Directory.CreateDirectory(Path.Combine(_root, Folder));
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_root, recursive: true);

    [Benchmark(Baseline = true)]
    public async Task Written()
    {
        var path = Path.Combine(_root, Folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync($"{path}.part", _picture);
        File.Move($"{path}.part", $"{path}.bin");
        File.Delete($"{path}.bin");
    }

    [Benchmark]
    public async Task Staged()
    {
        await using var content = new ChunkStream(_picture);
        await using var staged = await _sink.StageAsync(Folder, content, CancellationToken.None);
        var place = await staged.PublishAsync(new MediaDetails("0"), CancellationToken.None);
        File.Delete(place.LocalPath);
    }
}
