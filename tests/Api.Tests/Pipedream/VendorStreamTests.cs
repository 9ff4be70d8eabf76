using System.Text.Json.Nodes;
using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Pipedream;

/// <summary>Answers that end only when what has come of them is on the disk.</summary>
public sealed class VendorStreamTests(VendorRuntime runtime) : IClassFixture<VendorRuntime>
{
    private const int Mebibyte = 1024 * 1024;
    private const int Bytes = 24 * Mebibyte;

    /// <summary>What may be on its way, in buffers of the sockets and of the component.</summary>
    private const int OnItsWay = 8 * Mebibyte;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task P27_an_image_is_on_the_disk_as_far_as_it_has_come(int samples)
    {
        var image = new byte[Bytes];
        new Random(1).NextBytes(image);
        image[0] = 0x89;
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            var response = context.Response;
            response.ContentType = context.Request.Headers.Accept;
            if (response.ContentType == "image/png")
            {
                await response.Body.WriteAsync(image.AsMemory(..^Mebibyte));
                await WrittenAsync(context.RequestAborted);
                await response.Body.WriteAsync(image.AsMemory(^Mebibyte..));
                return;
            }

            await response.WriteAsync("{\"artifacts\":[");
            for (var index = 0; index < samples; index++)
            {
                await response.WriteAsync((index == 0 ? "" : ",") + "{\"seed\":1,\"finishReason\":\"SUCCESS\",\"base64\":\"");
                var text = Convert.ToBase64String(image);
                await response.WriteAsync(text[..^Mebibyte]);
                await WrittenAsync(context.RequestAborted);
                await response.WriteAsync(text[^Mebibyte..] + "\"}");
            }

            await response.WriteAsync("]}");
        });

        var value = (await runtime.PlayAsync("run", new JsonObject
        {
            ["action"] = "text-to-image",
            ["auth"] = new JsonObject { ["api_key"] = "sk-any", ["base_url"] = upstream.BaseUrl.AbsoluteUri.TrimEnd('/') },
            ["props"] = new JsonObject { ["prompt"] = "x", ["samples"] = samples },
        }))["value"]!;

        var saved = value is JsonArray paths ? paths.Select(one => one!.GetValue<string>()).ToList() : [value.GetValue<string>()];
        Assert.Equal(samples, saved.Count);
        Assert.All(saved, path => Assert.True(image.AsSpan().SequenceEqual(File.ReadAllBytes(path)), path));
        saved.ForEach(File.Delete);
    }

    /// <summary>Waits until an unfinished file holds what was sent, but for what may be on its way.</summary>
    private async Task WrittenAsync(CancellationToken cancellationToken)
    {
        while (!new DirectoryInfo(runtime.Stash).EnumerateFiles("*.part").Any(file => file.Length >= Bytes - OnItsWay))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
