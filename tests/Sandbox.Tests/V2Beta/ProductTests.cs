using System.Globalization;
using System.Text.Json;
using Connector.Pictures;
using Connector.Sandbox.Inputs;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V2Beta;

/// <summary>What the operations answer when all is well.</summary>
public class ProductTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Image = InputFiles.Png(100, 80);

    [Theory]
    [InlineData("generate/core", 1536, 1536)]
    [InlineData("generate/ultra", 1024, 1024)]
    [InlineData("generate/sd3", 1024, 1024)]
    [InlineData("generate/sd3", 768, 1344, "aspect_ratio", "9:16")]
    [InlineData("generate/sd3", 100, 80, "mode", "image-to-image", "strength", "0.5")]
    [InlineData("upscale/fast", 400, 320)]
    [InlineData("upscale/conservative", 200, 160)]
    [InlineData("edit/erase", 100, 80)]
    [InlineData("edit/inpaint", 100, 80)]
    [InlineData("edit/outpaint", 137, 91, "left", "30", "right", "7", "up", "11")]
    [InlineData("edit/search-and-replace", 100, 80, "search_prompt", "a dog")]
    [InlineData("edit/search-and-recolor", 100, 80, "select_prompt", "a dog")]
    [InlineData("control/sketch", 100, 80)]
    [InlineData("control/structure", 100, 80)]
    [InlineData("control/style", 640, 1536, "aspect_ratio", "9:21")]
    public async Task A_picture_has_the_size_that_the_operation_gives_it(string operation, int width, int height, params string[] fields)
    {
        var image = operation.StartsWith("generate/", StringComparison.Ordinal) && !fields.Contains("image-to-image") ? [] : new[] { ("image", (object)Image) };

        var answer = await SendAsync(operation, [("prompt", "a tree"), .. image, .. Pairs(fields)]);

        answer.ShouldBeOk();
        Assert.Equal("image/png", answer.ContentType);
        Assert.Equal(new ImageHeader(ImageFormat.Png, width, height, HasAlpha: false), ImageHeader.Read(answer.Body));
    }

    [Fact]
    public async Task Style_transfer_makes_a_megapixel_in_the_shape_of_the_first_image()
    {
        var answer = await SendAsync("control/style-transfer", [("init_image", InputFiles.Png(256, 512)), ("style_image", Image)]);

        answer.ShouldBeOk();
        Assert.Equal("724x1448", ImageHeader.Read(answer.Body)!.Size);
    }

    [Theory]
    [InlineData("png", "Png", false)]
    [InlineData("jpeg", "Jpeg", false)]
    [InlineData("webp", "Webp", false)]
    public async Task A_picture_comes_in_the_format_that_was_asked_for(string format, string read, bool hasAlpha)
    {
        var answer = await SendAsync("edit/erase", [("image", Image), ("output_format", format)]);

        answer.ShouldBeOk();
        Assert.Equal("image/" + format, answer.ContentType);
        Assert.Equal(new ImageHeader(Enum.Parse<ImageFormat>(read), 100, 80, hasAlpha), ImageHeader.Read(answer.Body));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    public async Task A_removed_background_is_transparent(string format)
    {
        var answer = await SendAsync("edit/remove-background", [("image", Image), ("output_format", format)]);

        answer.ShouldBeOk();
        Assert.True(ImageHeader.Read(answer.Body)!.HasAlpha);
    }

    [Fact]
    public async Task Bytes_come_with_their_facts_in_headers()
    {
        var answer = await SendAsync("edit/erase", [("image", Image), ("seed", "742048682")]);

        Assert.Equal("742048682", answer.Headers["seed"]);
        Assert.Equal("SUCCESS", answer.Headers["finish-reason"]);
        Assert.Equal(answer.Body.Length.ToString(CultureInfo.InvariantCulture), answer.Headers["Content-Length"]);
        Assert.Matches("^[0-9a-f]{32}$", answer.Headers["x-request-id"]);
    }

    [Fact]
    public async Task JSON_comes_with_the_same_bytes_and_facts_in_it()
    {
        var bytes = await SendAsync("edit/erase", [("image", Image), ("seed", "7"), ("output_format", "webp")]);
        var json = await SendAsync("edit/erase", [("image", Image), ("seed", "7"), ("output_format", "webp")], "application/json");

        Assert.Equal("application/json; type=image/webp", json.ContentType);
        Assert.Equal(bytes.Body, json.Json.GetProperty("image").GetBytesFromBase64());
        Assert.Equal(7, json.Json.GetProperty("seed").GetInt64());
        Assert.Equal("SUCCESS", json.Json.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Without_a_seed_there_is_another_picture_every_time()
    {
        var first = await SendAsync("control/sketch", [("prompt", "a tree"), ("image", Image), ("seed", "0")]);
        var second = await SendAsync("control/sketch", [("prompt", "a tree"), ("image", Image)]);

        Assert.NotEqual(first.Headers["seed"], second.Headers["seed"]);
        Assert.NotEqual(first.Body, second.Body);
    }

    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("wav", "audio/wav")]
    public async Task Audio_plays_as_long_as_was_asked_for(string format, string mediaType)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Form(
            "v2beta/audio/stable-audio-2/text-to-audio", [("prompt", "rain"), ("duration", "12"), ("output_format", format), ("seed", "7")]));

        answer.ShouldBeOk();
        Assert.Equal(mediaType, answer.ContentType);
        Assert.Equal("7", answer.Headers["seed"]);
        var audio = AudioHeader.Read(answer.Body)!;
        Assert.Equal(format, audio.FormatName);
        Assert.Equal(12, audio.Seconds, precision: 6);
    }

    [Fact]
    public async Task Audio_comes_as_JSON_too()
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Form(
            "v2beta/audio/stable-audio-2/text-to-audio", [("prompt", "rain"), ("duration", "1")], "application/json"));

        answer.ShouldBeOk();
        Assert.Equal("application/json; type=audio/mpeg", answer.ContentType);
        Assert.Equal("mp3", AudioHeader.Read(answer.Json.GetProperty("audio").GetBytesFromBase64())!.FormatName);
    }

    [Theory]
    [InlineData("stable-fast-3d")]
    [InlineData("stable-point-aware-3d")]
    public async Task A_model_is_binary_glTF(string operation)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Form("v2beta/3d/" + operation, [("image", Image)], "application/json"));

        answer.ShouldBeOk();
        Assert.Equal("model/gltf-binary", answer.ContentType);
        Assert.Equal("glTF"u8.ToArray(), answer.Body[..4]);
        Assert.Equal(answer.Body.Length, BitConverter.ToInt32(answer.Body, 8));
        var length = BitConverter.ToInt32(answer.Body, 12);
        using var scene = JsonDocument.Parse(answer.Body.AsMemory(20, length));
        Assert.Equal(BitConverter.ToInt32(answer.Body, 20 + length), scene.RootElement.GetProperty("buffers")[0].GetProperty("byteLength").GetInt32());
    }

    private static IEnumerable<(string, object)> Pairs(string[] fields) => fields.Chunk(2).Select(pair => (pair[0], (object)pair[1]));

    private Task<Answer> SendAsync(string operation, IEnumerable<(string, object)> fields, string? accept = null) =>
        sandbox.Client.SendAsync(SandboxClient.Form("v2beta/stable-image/" + operation, fields, accept));
}
