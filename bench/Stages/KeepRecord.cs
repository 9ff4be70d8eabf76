using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Connector.Records;

namespace Connector.Benchmarks.Stages;

/// <summary>
/// Records of 500 bytes in a local folder, against files of the same size: flushed to the disk and renamed as records are, without the
/// turns and tags.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class KeepRecord
{
    private const string Kept = "bench/kept";
    private const string Created = "bench/created";
    private const int Listed = 100;

    private readonly string _root = Directory.CreateTempSubdirectory("connector-bench-").FullName;
    private readonly byte[] _content = SampleFile.Noise(500);

    private LocalRecordStore _store = null!;
    private string _tag = "";

    private string PlainFile => Path.Combine(_root, "plain");

    [GlobalSetup]
    public async Task Prepare()
    {
        _store = new LocalRecordStore(_root, TimeProvider.System);
        _tag = (await _store.TryCreateAsync(Kept, _content, CancellationToken.None))!;
        for (var index = 1; index < Listed; index++)
        {
            await _store.TryCreateAsync($"{Kept}-{index}", _content, CancellationToken.None);
        }

        await File.WriteAllBytesAsync(PlainFile, _content);
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_root, recursive: true);

    [BenchmarkCategory("Read"), Benchmark(Baseline = true)]
    public Task<byte[]> ReadFile() => File.ReadAllBytesAsync(PlainFile);

    [BenchmarkCategory("Read"), Benchmark]
    public Task<StoredRecord?> Read() => _store.ReadAsync(Kept, CancellationToken.None);

    [BenchmarkCategory("Replace"), Benchmark(Baseline = true)]
    public async Task ReplaceFile()
    {
        await using (var file = new FileStream($"{PlainFile}.draft", FileMode.Create))
        {
            await file.WriteAsync(_content);
            file.Flush(flushToDisk: true);
        }

        File.Move($"{PlainFile}.draft", PlainFile, overwrite: true);
    }

    [BenchmarkCategory("Replace"), Benchmark]
    public async Task Replace() => _tag = (await _store.TryReplaceAsync(Kept, _content, _tag, CancellationToken.None))!;

    [BenchmarkCategory("Create and delete"), Benchmark(Baseline = true)]
    public async Task CreateFile()
    {
        var path = $"{PlainFile}-created";
        await using (var file = new FileStream(path, FileMode.CreateNew))
        {
            await file.WriteAsync(_content);
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }

    [BenchmarkCategory("Create and delete"), Benchmark]
    public async Task Create()
    {
        await _store.TryCreateAsync(Created, _content, CancellationToken.None);
        await _store.TryDeleteAsync(Created, tag: null, CancellationToken.None);
    }

    [BenchmarkCategory("List 100"), Benchmark(Baseline = true)]
    public int ListFiles() => new DirectoryInfo(Path.Combine(_root, ".records", "bench")).GetFiles().Length;

    [BenchmarkCategory("List 100"), Benchmark]
    public async Task<int> List() => await ((IRecordStore)_store).ListAsync("bench", CancellationToken.None).CountAsync();
}
