using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Connector.Values;

namespace Connector.Benchmarks.Stages;

/// <summary>The parameters of a call out of its JSON body, against parsing the body alone.</summary>
[MemoryDiagnoser]
public class ReadJson
{
    private TypicalCall _call = null!;

    [Params(TypicalCall.Json, TypicalCall.Form)]
    public string Call { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _call = TypicalCall.Of(Call);

    [Benchmark(Baseline = true)]
    public async Task<int> ParsedAlone()
    {
        using var document = await JsonDocument.ParseAsync(_call.Rewind(), InputValue.JsonOptions);
        return document.RootElement.GetPropertyCount();
    }

    [Benchmark]
    public async Task<int> Read()
    {
        await using var input = await _call.ReadAsync();
        return input.Warnings.Count;
    }
}
