using System.Text;
using BenchmarkDotNet.Attributes;
using Connector.Api.Documents;
using Connector.Api.Http;
using Connector.Failures;
using Connector.Output;
using Connector.Runs;
using Microsoft.AspNetCore.Http;

namespace Connector.Benchmarks.Stages;

/// <summary>The answers of calls, to nowhere: a receipt of one file and a problem of five, against bytes that are there already.</summary>
[MemoryDiagnoser]
public class WriteAnswers
{
    private readonly DefaultHttpContext _context = new();
    private readonly byte[] _ready = Encoding.UTF8.GetBytes(TypicalCall.BodyOf(TypicalCall.Json));

    private ActionReceipt _receipt = null!;
    private ConnectorException _failure = null!;

    [GlobalSetup]
    public async Task Prepare()
    {
        const string Path = "dreamstudio-text-to-image/2026/11/21/2487dde084034bb2a9268abef6ba542e.png";
        var file = new MediaFile
        {
            Path = Path,
            Location = new Uri($"file:///srv/files/{Path}"),
            Url = new Uri($"https://connector.example/api/files/{Path}"),
            ContentType = "image/png",
            Bytes = 1_489_263,
            Width = 1024,
            Height = 1024,
            Sha256 = "948f2b0c1c8bd9f3f0c31b6b2e7f9bb2a5a1f8f0f64d6a0b5f3c2d1e0f9aa38f",
            ContentCredentials = false,
            Seed = 93_815_005,
            FinishReason = "SUCCESS",
        };
        _receipt = new CompletedCall(new RunContext("1", FilesUrl: null), Caller: null, Credits: 0.9m, UpstreamRequestId: "2", Sandbox: false)
            .Media([file], "Generated 1 image with stable-diffusion-xl-1024-v1-0.");
        await using var input = await TypicalCall.Of(
            TypicalCall.Json, """{"promt": "A lighthouse", "width": "wide", "height": 1000, "samples": 11, "style_preset": "photo"}""").ReadAsync();
        try
        {
            input.ThrowIfInvalid();
        }
        catch (ConnectorException failure)
        {
            _failure = failure;
        }
    }

    [Benchmark(Baseline = true)]
    public Task Ready() => JsonAnswer.WriteAsync(_context, _ready, "application/json");

    [Benchmark]
    public Task Receipt() => JsonAnswer.WriteAsync(_context, _receipt, JsonStyles.Compact.ActionReceipt);

    [Benchmark]
    public Task Problem() => JsonAnswer.WriteProblemAsync(_context, ProblemDocument.Of(_failure, "1"));
}
