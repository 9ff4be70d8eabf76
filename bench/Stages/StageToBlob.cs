using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BenchmarkDotNet.Attributes;
using Connector.Blobs;
using Connector.Files;

namespace Connector.Benchmarks.Stages;

/// <summary>A picture from memory to a blob, against the client's two ways. Where the account is, an environment variable says.</summary>
[MemoryDiagnoser]
public class StageToBlob
{
    public const string Variable = "CONNECTOR_BENCH_BLOBS";

    private const string Folder = "bench/2026/11/21";

    private readonly BlobServiceClient _service = new(ConnectionString);

    private byte[] _picture = [];
    private BlobContainerClient _container = null!;
    private BlobSink _sink = null!;

    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    [Params(256_000, 1_500_000, 4_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public async Task Prepare()
    {
        _picture = SampleFile.Noise(Bytes);
        _container = _service.GetBlobContainerClient($"bench-{Guid.NewGuid():N}");
        await _container.CreateAsync();
        _sink = new BlobSink(new BlobContainer(_service, _container.Name, TimeProvider.System));
    }

    [GlobalCleanup]
    public async Task Delete()
    {
        _sink.Dispose();
        await _container.DeleteAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task Uploaded()
    {
        await using var content = new MemoryStream(_picture);
        await NewBlob().UploadAsync(content, new BlobUploadOptions());
    }

    [Benchmark]
    public async Task OpenWrite()
    {
        await using var content = new ChunkStream(_picture);
        await using var blob = await NewBlob().OpenWriteAsync(overwrite: true);
        await content.CopyToAsync(blob);
    }

    [Benchmark]
    public async Task Staged()
    {
        await using var content = new ChunkStream(_picture);
        await using var staged = await _sink.StageAsync(Folder, content, CancellationToken.None);
        await staged.PublishAsync(new MediaDetails("0"), CancellationToken.None);
    }

    private BlockBlobClient NewBlob() => _container.GetBlockBlobClient($"{Folder}/{Guid.NewGuid():N}.bin");
}
