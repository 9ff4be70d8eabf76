using System.Text;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.V1;

/// <summary>The three operations of v1 that start from an image.</summary>
public class FormTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Sdxl = "stable-diffusion-xl-1024-v1-0";
    private const string Sd15 = "stable-diffusion-v1-5";
    private const string Esrgan = "esrgan-v1-x2plus";
    private const string Latent = "stable-diffusion-x4-latent-upscaler";

    private static readonly byte[] Image512 = TestPng.Create(512, 512);
    private static readonly byte[] Image128 = TestPng.Create(128, 96);

    [Theory]
    [InlineData("image_strength", "0.35")]
    [InlineData("init_image_mode", "STEP_SCHEDULE")]
    [InlineData("text_prompts[7][weight]", "-0.9")]
    [InlineData("unheard_of", "is ignored")]
    public async Task Image_to_image_answers_a_picture_of_the_images_size(string field, string value)
    {
        var answer = await SendAsync(Sd15, "", [.. Start, ("text_prompts[7][text]", "fog"), (field, value)], "image/png");

        answer.ShouldBeOk();
        var png = PngFile.Decode(answer.Body);
        Assert.Equal((512, 512), (png.Width, png.Height));
    }

    [Fact]
    public async Task The_answer_has_samples_as_artifacts_and_another_image_gives_another_picture()
    {
        var one = await SendAsync(Sd15, "", [.. Start, ("samples", "2"), ("seed", "7")]);
        var same = await SendAsync(Sd15, "", [.. Start, ("samples", "2"), ("seed", "7")]);
        var other = await SendAsync(Sd15, "", [.. Start, ("init_image", TestPng.Create(512, 512, seed: 1)), ("samples", "2"), ("seed", "7")]);

        Assert.Equal([7u, 8u], one.Artifacts.Select(artifact => artifact.GetProperty("seed").GetUInt32()));
        Assert.Equal(one.Body, same.Body);
        Assert.NotEqual(one.Body, other.Body);
    }

    [Theory]
    [InlineData("image_strength", "1.1", "bad_request", "image_strength: must be at most 1")]
    [InlineData("image_strength", "strong", "bad_request", "image_strength: must be a number")]
    [InlineData("init_image_mode", "BOTH", "bad_request", "init_image_mode: must be one of")]
    [InlineData("steps", "9", "bad_request", "steps: must be at least 10")]
    [InlineData("steps", "30.0", "bad_request", "steps: must be an integer")]
    [InlineData("seed", "", "bad_request", "seed: must be an integer")]
    [InlineData("text_prompts[0][weight]", "heavy", "bad_request", "text_prompts[0][weight]: must be a number")]
    [InlineData("text_prompts[1][weight]", "1", "bad_request", "text_prompts[1][text]: is required")]
    [InlineData("text_prompts", "a dog", "bad_request", "text_prompts: must be an array")]
    [InlineData("init_image", "not a file", "bad_request", "init_image: must be a file")]
    [InlineData("samples", "2", "invalid_samples", "Sample count may only")]
    public async Task A_field_beyond_its_limits_is_refused(string field, string value, string name, string message)
    {
        var fields = Start.Where(start => field != "text_prompts" || !start.Name.StartsWith("text", StringComparison.Ordinal)).Append((field, value));

        var answer = await SendAsync(Sd15, "", fields, "image/png");

        Assert.StartsWith(message, answer.ShouldBeError(400, name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text_prompts[0][text]", "text_prompts: is required")]
    [InlineData("init_image", "init_image: is required")]
    public async Task A_required_part_may_not_be_missing(string field, string message) => Assert.Equal(
        message, (await SendAsync(Sd15, "", Start.Where(start => start.Name != field))).ShouldBeError(400, "bad_request"));

    [Theory]
    [InlineData(Sdxl, 512, 512, "invalid_sdxl_v1_dimensions")]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 128, 96, "invalid_sdxl_v222_dimensions")]
    [InlineData(Sd15, 128, 96, "invalid_pixel_count")]
    public async Task An_image_must_have_a_size_that_the_engine_knows(string engine, int width, int height, string name)
    {
        var image = TestPng.Create(width, height);

        (await SendAsync(engine, "", [.. Start, ("init_image", image)])).ShouldBeError(400, name);
        (await SendAsync(engine, "/masking", [.. Start, ("init_image", image), ("mask_source", "INIT_IMAGE_ALPHA")])).ShouldBeError(400, name);
    }

    [Fact]
    public async Task SDXL_starts_from_an_image_of_one_of_its_sizes() =>
        (await SendAsync(Sdxl, "", [.. Start, ("init_image", TestPng.Create(896, 1152))])).ShouldBeOk();

    [Fact]
    public async Task A_large_file_and_one_that_is_no_image_are_refused_by_name()
    {
        (await SendAsync(Sd15, "", [.. Start, ("init_image", new byte[5_000_001])])).ShouldBeError(400, "invalid_file_size");
        (await SendAsync(Sd15, "", [.. Start, ("init_image", new byte[20_000_001])])).ShouldBeError(400, "invalid_file_size");
        (await SendAsync(Sd15, "", [.. Start, ("init_image", "a text"u8.ToArray())])).ShouldBeError(400, "invalid_mime_type");
    }

    [Fact]
    public async Task A_body_of_another_kind_is_refused()
    {
        using var json = SandboxClient.Generation(SandboxClient.Body("a dog"));
        json.RequestUri = new Uri($"v1/generation/{Sd15}/image-to-image", UriKind.Relative);
        using var broken = SandboxClient.Form($"v1/generation/{Sd15}/image-to-image", []);
        broken.Content = new StringContent("no boundary in here", Encoding.UTF8);
        broken.Content.Headers.Remove("Content-Type");
        broken.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        Assert.Equal("content-type: must be multipart/form-data", (await sandbox.Client.SendAsync(json)).ShouldBeError(400, "bad_request"));
        Assert.Equal("body: must be valid multipart/form-data", (await sandbox.Client.SendAsync(broken)).ShouldBeError(400, "bad_request"));
    }

    [Theory]
    [InlineData("MASK_IMAGE_WHITE")]
    [InlineData("MASK_IMAGE_BLACK")]
    public async Task A_mask_of_its_own_must_be_there_and_of_the_same_size(string source)
    {
        IEnumerable<(string, object)> fields = [.. Start, ("mask_source", source)];

        (await SendAsync(Sd15, "/masking", fields)).ShouldBeError(400, "invalid_mask_image");
        (await SendAsync(Sd15, "/masking", [.. fields, ("mask_image", Image128)])).ShouldBeError(400, "invalid_image_dimensions");
        (await SendAsync(Sd15, "/masking", [.. fields, ("mask_image", "a text"u8.ToArray())])).ShouldBeError(400, "invalid_mime_type");
        (await SendAsync(Sd15, "/masking", [.. fields, ("mask_image", Image512)])).ShouldBeOk();
    }

    [Fact]
    public async Task The_alpha_channel_needs_no_mask() =>
        (await SendAsync("stable-inpainting-512-v2-0", "/masking", [.. Start, ("mask_source", "INIT_IMAGE_ALPHA")])).ShouldBeOk();

    [Theory]
    [InlineData(null, "mask_source: is required")]
    [InlineData("ALPHA", "mask_source: must be one of MASK_IMAGE_BLACK, MASK_IMAGE_WHITE, INIT_IMAGE_ALPHA")]
    public async Task The_source_of_the_mask_must_be_known(string? source, string message)
    {
        var answer = await SendAsync(Sd15, "/masking", source is null ? Start : [.. Start, ("mask_source", source)]);

        Assert.Equal(message, answer.ShouldBeError(400, "bad_request"));
    }

    [Theory]
    [InlineData(Esrgan, "", "", 256, 192)]
    [InlineData(Latent, "", "", 512, 384)]
    [InlineData(Esrgan, "width", "512", 512, 384)]
    [InlineData(Latent, "height", "768", 1024, 768)]
    public async Task An_upscaled_picture_has_the_size_that_was_asked_for(string engine, string field, string value, int width, int height)
    {
        var answer = await SendAsync(engine, "/upscale", [("image", Image128), (field.Length == 0 ? "none" : field, value)], "image/png");

        answer.ShouldBeOk();
        var png = PngFile.Decode(answer.Body);
        Assert.Equal((width, height), (png.Width, png.Height));
    }

    [Theory]
    [InlineData("width", "511", "bad_request")]
    [InlineData("width", "4096", "invalid_pixel_count")]
    [InlineData("height", "9000000000", "invalid_pixel_count")]
    public async Task An_upscaled_picture_has_its_limits(string field, string value, string name) =>
        (await SendAsync(Esrgan, "/upscale", [("image", Image128), (field, value)])).ShouldBeError(400, name);

    [Fact]
    public async Task Only_one_side_of_an_upscaled_picture_may_be_given() => Assert.Contains(
        "only one of",
        (await SendAsync(Esrgan, "/upscale", [("image", Image128), ("width", "512"), ("height", "512")])).ShouldBeError(400, "bad_request"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Esrgan, "")]
    [InlineData(Latent, "/masking")]
    [InlineData(Sd15, "/upscale")]
    public async Task An_engine_that_does_something_else_is_refused(string engine, string path) => Assert.Contains(
        "does not support",
        (await SendAsync(engine, path, [.. Start, ("image", Image128), ("mask_source", "INIT_IMAGE_ALPHA")])).ShouldBeError(400, "bad_request"),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_engine_is_not_found() => (await SendAsync("nothing", "", Start)).ShouldBeError(404, "not_found");

    [Theory]
    [InlineData("sandbox:refused", 400, "invalid_prompts")]
    [InlineData("sandbox:500", 500, "server_error")]
    public async Task Words_of_the_prompt_work_here_too(string word, int status, string name) =>
        (await SendAsync(Latent, "/upscale", [("image", Image128), ("text_prompts[0][text]", word)])).ShouldBeError(status, name);

    private static IReadOnlyList<(string Name, object Value)> Start { get; } = [("init_image", Image512), ("text_prompts[0][text]", "a dog")];

    private Task<Answer> SendAsync(string engine, string path, IEnumerable<(string, object)> fields, string? accept = null) =>
        sandbox.Client.SendAsync(SandboxClient.Form($"v1/generation/{engine}/image-to-image{path}", fields, accept));
}
