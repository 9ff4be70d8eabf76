using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Upstream;

namespace Connector.Benchmarks.Stages;

/// <summary>Pictures of 1 MiB out of an answer in JSON, from memory to nowhere, against the document parsed whole: <see cref="StageJsonMedia"/> without its files.</summary>
[MemoryDiagnoser]
public class DecodeJsonMedia
{
    private static readonly JsonMediaShape Shape = new("base64", "seed", "finishReason");

    private ChunkStream _answer = null!;

    [Params(1, 10)]
    public int Images { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var image = Convert.ToBase64String(SampleFile.Noise(1024 * 1024));
        var artifact = string.Create(CultureInfo.InvariantCulture, $$"""{"base64":"{{image}}","seed":1,"finishReason":"SUCCESS"}""");
        _answer = new ChunkStream(Encoding.ASCII.GetBytes($$"""{"artifacts":[{{string.Join(',', Enumerable.Repeat(artifact, Images))}}]}"""));
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Parsed()
    {
        _answer.Position = 0;
        using var document = await JsonDocument.ParseAsync(_answer);
        return document.RootElement.GetProperty("artifacts").EnumerateArray().Sum(artifact => artifact.GetProperty("base64").GetBytesFromBase64().Length);
    }

    [Benchmark]
    public async Task<int> Streamed()
    {
        _answer.Position = 0;
        using var reader = new JsonMediaReader(_answer, Shape, Catalog.All.FindApp("dreamstudio"));
        return (await reader.ReadAsync((content, token) => content.CopyToAsync(Stream.Null, token), CancellationToken.None)).Count;
    }
}
