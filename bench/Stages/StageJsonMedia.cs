using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Connector.Actions;
using Connector.Callers;
using Connector.Declaration;
using Connector.Files;
using Connector.Output;
using Connector.Upstream;

namespace Connector.Benchmarks.Stages;

/// <summary>
/// From an answer of several images as JSON, as it lies on a disk, to files: as this connector does it, and as the peers do
/// (parse the document, take the base64 text, decode it, write it).
/// </summary>
[MemoryDiagnoser]
public class StageJsonMedia
{
    private static readonly JsonMediaShape Shape = new("base64", "seed", "finishReason");

    private readonly string _folder = Directory.CreateTempSubdirectory("connector-bench-").FullName;

    [Params(1, 4, 10)]
    public int Images { get; set; }

    [Params(1, 4)]
    public int Megabytes { get; set; }

    private string Answer => Path.Combine(_folder, "answer.json");

    [GlobalSetup]
    public void Write()
    {
        var image = new byte[Megabytes * 1024 * 1024];
        new Random(1).NextBytes(image);
        var artifact = string.Create(CultureInfo.InvariantCulture, $$"""{"base64":"{{Convert.ToBase64String(image)}}","seed":1,"finishReason":"SUCCESS"}""");
        File.WriteAllText(Answer, $$"""{"artifacts":[{{string.Join(',', Enumerable.Repeat(artifact, Images))}}]}""", Encoding.ASCII);
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public async Task<int> AsPeersDo()
    {
        await using var body = File.OpenRead(Answer);
        using var document = await JsonDocument.ParseAsync(body);
        var count = 0;
        foreach (var artifact in document.RootElement.GetProperty("artifacts").EnumerateArray())
        {
            var base64 = artifact.GetProperty("base64").GetString()!;
            await File.WriteAllBytesAsync(Path.Combine(_folder, $"peer-{count++}.png"), Convert.FromBase64String(base64));
        }

        return count;
    }

    /// <summary>Staged, hashed and inspected, and dropped again.</summary>
    [Benchmark]
    public async Task<int> Streamed()
    {
        await using var body = File.OpenRead(Answer);
        await using var staged = new StagedBatch(new LocalSink(_folder), spill: null, Catalog.All.Find("dreamstudio-text-to-image"), Caller.Nobody, TimeProvider.System.GetUtcNow());
        using var reader = new JsonMediaReader(body, Shape, Catalog.All.FindApp("dreamstudio"));
        return (await reader.ReadAsync(staged.AddAsync, CancellationToken.None)).Count;
    }
}
