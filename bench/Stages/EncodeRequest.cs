using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Connector.Input;
using Connector.Upstream;

namespace Connector.Benchmarks.Stages;

/// <summary>An input as the upstream request, its body written to nowhere.</summary>
[MemoryDiagnoser]
public class EncodeRequest
{
    private JsonNode _given = null!;
    private ActionInput _input = null!;

    [Params(TypicalCall.Json, TypicalCall.Form)]
    public string Call { get; set; } = "";

    [GlobalSetup]
    public async Task Prepare()
    {
        _given = JsonNode.Parse(TypicalCall.BodyOf(Call))!;
        _input = await TypicalCall.Of(Call).ReadAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task AsPeersDo()
    {
        using var request = Call == TypicalCall.Json ? PeerRequest.OfJson(_given) : PeerRequest.OfForm(_given);
        await request.Content!.CopyToAsync(Stream.Null);
    }

    [Benchmark]
    public async Task Encoded()
    {
        using var request = await RequestEncoder.EncodeAsync(_input, TypicalCall.Upstream, CancellationToken.None);
        await request.Content!.CopyToAsync(Stream.Null);
    }
}
