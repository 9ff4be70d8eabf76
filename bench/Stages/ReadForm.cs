using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.WebUtilities;

namespace Connector.Benchmarks.Stages;

/// <summary>
/// A form with a picture of 8 MB, which goes to a file of its own because it is read more than once; against reading the parts away, and
/// against writing each part to a file.
/// </summary>
[MemoryDiagnoser]
public class ReadForm
{
    private const string Boundary = "connector-bench";

    private TypicalCall _call = null!;

    [GlobalSetup]
    public void Prepare()
    {
        using var form = new MultipartFormDataContent(Boundary)
        {
            { new StringContent("A lighthouse on a cliff at dusk"), "prompt" },
            { new StringContent("0.6"), "strength" },
            { new StringContent("image-to-image"), "mode" },
            { new ByteArrayContent(SampleFile.Noise(8_000_000)), "image", "sketch.png" },
        };
        using var body = new MemoryStream();
        form.CopyTo(body, context: null, CancellationToken.None);
        _call = TypicalCall.Of("stability-generate-sd3", new ChunkStream(body.ToArray()), $"multipart/form-data; boundary={Boundary}");
    }

    [Benchmark(Baseline = true)]
    public async Task ToNull()
    {
        var reader = new MultipartReader(Boundary, _call.Rewind());
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            await section.Body.CopyToAsync(Stream.Null);
        }
    }

    [Benchmark]
    public async Task ToFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"connector-bench-{Guid.NewGuid():N}");
        var reader = new MultipartReader(Boundary, _call.Rewind());
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            await using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
            {
                await section.Body.CopyToAsync(file);
            }

            File.Delete(path);
        }
    }

    [Benchmark]
    public async Task<int> Read()
    {
        await using var input = await _call.ReadAsync();
        return input.Warnings.Count;
    }
}
