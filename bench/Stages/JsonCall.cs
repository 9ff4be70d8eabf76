using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Connector.Upstream;

namespace Connector.Benchmarks.Stages;

/// <summary>
/// All that a call costs before it is sent: its JSON read, checked, and encoded as the upstream request, of which the body is written to
/// nowhere. The peers' way checks nothing; the least is a request of .NET's whose body is there already.
/// </summary>
[MemoryDiagnoser]
public class JsonCall
{
    private static readonly byte[] Ready = Encoding.UTF8.GetBytes(TypicalCall.BodyOf(TypicalCall.Json));

    private TypicalCall _call = null!;

    [GlobalSetup]
    public void Prepare() => _call = TypicalCall.Of(TypicalCall.Json);

    [Benchmark(Baseline = true)]
    public async Task AsPeersDo()
    {
        var given = await JsonNode.ParseAsync(_call.Rewind());
        using var request = PeerRequest.OfJson(given!);
        await request.Content!.CopyToAsync(Stream.Null);
    }

    [Benchmark]
    public async Task RequestAlone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(TypicalCall.Upstream, "/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new ByteArrayContent(Ready);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await request.Content.CopyToAsync(Stream.Null);
    }

    [Benchmark]
    public async Task ReadValidateEncode()
    {
        await using var input = await _call.ReadAsync();
        input.ThrowIfInvalid();
        using var request = await RequestEncoder.EncodeAsync(input, TypicalCall.Upstream, CancellationToken.None);
        await request.Content!.CopyToAsync(Stream.Null);
    }
}
