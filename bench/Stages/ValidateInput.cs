using BenchmarkDotNet.Attributes;
using Connector.Failures;
using Connector.Input;

namespace Connector.Benchmarks.Stages;

/// <summary>Everything that is wrong with an input: nothing, or five things, as a list and as the failure that is answered.</summary>
[MemoryDiagnoser]
public class ValidateInput
{
    private ActionInput _good = null!;
    private ActionInput _bad = null!;

    [GlobalSetup]
    public async Task Prepare()
    {
        _good = await TypicalCall.Of(TypicalCall.Json).ReadAsync();
        _bad = await TypicalCall.Of(TypicalCall.Json, """{"promt": "A lighthouse", "width": "wide", "height": 1000, "samples": 11, "style_preset": "photo"}""").ReadAsync();
        if (_good.Validate().Count != 0 || _bad.Validate().Count < 5)
        {
            throw new InvalidOperationException($"{_good.Validate().Count} and {_bad.Validate().Count} problems.");
        }
    }

    [Benchmark(Baseline = true)]
    public void Good() => _good.ThrowIfInvalid();

    [Benchmark]
    public int FiveProblems() => _bad.Validate().Count;

    [Benchmark]
    public int FiveProblemsThrown()
    {
        try
        {
            _bad.ThrowIfInvalid();
            return 0;
        }
        catch (ConnectorException failure)
        {
            return failure.Problems.Count;
        }
    }
}
