using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

public class SizeTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1024, 1024)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1152, 896)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 896, 1152)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1216, 832)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 832, 1216)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1344, 768)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 768, 1344)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1536, 640)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 640, 1536)]
    [InlineData("stable-diffusion-xl-1024-v0-9", 640, 1536)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 128, 128)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 512, 896)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 896, 512)]
    [InlineData("stable-diffusion-512-v2-1", 512, 512)]
    [InlineData("stable-diffusion-v1-5", 128, 2048)]
    [InlineData("stable-diffusion-v1-5", 1024, 1024)]
    [InlineData("stable-diffusion-768-v2-1", 768, 768)]
    [InlineData("stable-diffusion-768-v2-1", 1024, 576)]
    [InlineData("stable-diffusion-v1-6", 320, 320)]
    [InlineData("stable-diffusion-v1-6", 1536, 320)]
    public async Task A_size_the_engine_knows_is_drawn_exactly(string engine, int width, int height)
    {
        var answer = await GenerateAsync(engine, $"\"width\":{width},\"height\":{height}");

        answer.ShouldBeOk();
        var png = PngFile.Decode(answer.Body);
        Assert.Equal((width, height), (png.Width, png.Height));
    }

    [Theory]
    [InlineData("stable-diffusion-xl-1024-v1-0", 512, 512, "invalid_sdxl_v1_dimensions")]
    [InlineData("stable-diffusion-xl-1024-v0-9", 1024, 1088, "invalid_sdxl_v1_dimensions")]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 576, 576, "invalid_sdxl_v222_dimensions")]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 512, 960, "invalid_sdxl_v222_dimensions")]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 960, 512, "invalid_sdxl_v222_dimensions")]
    [InlineData("stable-diffusion-512-v2-1", 512, 448, "invalid_pixel_count")]
    [InlineData("stable-diffusion-v1-5", 1024, 1088, "invalid_pixel_count")]
    [InlineData("stable-diffusion-768-v2-1", 768, 704, "invalid_pixel_count")]
    [InlineData("stable-diffusion-768-v2-1", 1088, 1024, "invalid_pixel_count")]
    [InlineData("stable-diffusion-v1-6", 256, 512, "invalid_pixel_count")]
    [InlineData("stable-diffusion-v1-6", 512, 1600, "invalid_pixel_count")]
    [InlineData("stable-diffusion-v1-5", 4611686018427387904, 4611686018427387904, "invalid_pixel_count")]
    public async Task Another_size_is_refused_by_the_name_of_the_engines_rule(string engine, long width, long height, string name)
    {
        var answer = await GenerateAsync(engine, $"\"width\":{width},\"height\":{height}");

        Assert.EndsWith($"but we received {width}x{height}", answer.ShouldBeError(400, name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_about_SDXL_sizes_is_the_one_seen_live()
    {
        var answer = await GenerateAsync("stable-diffusion-xl-1024-v1-0", "\"width\":1024,\"height\":576");

        Assert.StartsWith(
            "for stable-diffusion-xl-1024-v0-9 and stable-diffusion-xl-1024-v1-0 the allowed dimensions are 1024x1024, 1152x896, ",
            answer.ShouldBeError(400, "invalid_sdxl_v1_dimensions"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stable-diffusion-xl-1024-v1-0", "", 1024, 1024)]
    [InlineData("stable-diffusion-xl-1024-v0-9", "\"width\":1024", 1024, 1024)]
    [InlineData("stable-diffusion-768-v2-1", "", 768, 768)]
    [InlineData("stable-diffusion-512-v2-1", "\"height\":768", 512, 768)]
    [InlineData("stable-diffusion-v1-6", "", 512, 512)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", "\"width\":128", 128, 512)]
    public async Task An_omitted_side_is_the_engines_own(string engine, string sides, int width, int height)
    {
        var answer = await GenerateAsync(engine, sides);

        answer.ShouldBeOk();
        var png = PngFile.Decode(answer.Body);
        Assert.Equal((width, height), (png.Width, png.Height));
    }

    [Theory]
    [InlineData("esrgan-v1-x2plus")]
    [InlineData("stable-diffusion-x4-latent-upscaler")]
    [InlineData("stable-inpainting-512-v2-0")]
    public async Task An_engine_that_starts_from_an_image_does_not_draw_from_text(string engine) =>
        (await GenerateAsync(engine, "")).ShouldBeError(400, "bad_request");

    [Theory]
    [InlineData("stable-diffusion-v9")]
    [InlineData("Stable-Diffusion-v1-6")]
    public async Task An_unknown_engine_is_not_found(string engine) => Assert.Equal(
        $"The specified engine (ID {engine}) was not found.", (await GenerateAsync(engine, "")).ShouldBeError(404, "not_found"));

    private Task<Answer> GenerateAsync(string engine, string sides) =>
        sandbox.Client.GenerateAsync(SandboxClient.Body("a tree", sides), engine, accept: "image/png");
}
