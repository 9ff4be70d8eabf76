using Connector.Pictures;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Gateway;

public class GatewayTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Image = InputFiles.Png(64, 80);

    [Theory]
    [InlineData("sd3-large", "png", "Png")]
    [InlineData("sd3-large-turbo", "jpeg", "Jpeg")]
    [InlineData("sd-core", "png", "Png")]
    public async Task A_model_draws_a_picture(string model, string format, string read)
    {
        var answer = await SendAsync([("model", model), ("prompt", "an otter"), ("output_format", format), ("aspect_ratio", "9:21")]);

        answer.ShouldBeOk();
        Assert.Equal("image/" + format, answer.ContentType);
        Assert.Equal(new ImageHeader(Enum.Parse<ImageFormat>(read), 640, 1536, HasAlpha: false), ImageHeader.Read(answer.Body));
        Assert.DoesNotContain("seed", answer.Headers.Keys);
        Assert.DoesNotContain("finish-reason", answer.Headers.Keys);
    }

    [Fact]
    public async Task A_picture_is_drawn_from_an_image_in_its_size()
    {
        var answer = await SendAsync([("model", "sd3-large"), ("prompt", "an otter"), ("mode", "image-to-image"), ("image", Image), ("strength", "0.9")]);

        answer.ShouldBeOk();
        Assert.Equal("64x80", ImageHeader.Read(answer.Body)!.Size);
    }

    [Theory]
    [InlineData("mode: not allowed when 'model' is set to 'sd-core'", "model", "sd-core", "mode", "image-to-image", "strength", "1")]
    [InlineData("model: must be 'sd-core' when 'style_preset' is set", "model", "sd3-large", "style_preset", "anime")]
    [InlineData("negative_prompt: not allowed when 'model' is set to 'sd3-large-turbo'", "model", "sd3-large-turbo", "negative_prompt", "a cat")]
    [InlineData("output_format: must be one of jpeg, png", "model", "sd3-large", "output_format", "webp")]
    [InlineData("strength: required", "model", "sd3-large", "mode", "image-to-image")]
    [InlineData("model: required")]
    public async Task What_a_model_cannot_do_is_refused(string error, params string[] fields)
    {
        var image = fields.Contains("image-to-image") ? [("image", (object)Image)] : Array.Empty<(string, object)>();

        var answer = await SendAsync([("prompt", "an otter"), .. image, .. fields.Chunk(2).Select(pair => (pair[0], (object)pair[1]))]);

        Assert.Equal([error], answer.ShouldBeV2Error(400, "bad_request"));
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_not_found() => Assert.Equal(
        ["model: sd9 does not exist"], (await SendAsync([("model", "sd9"), ("prompt", "an otter")])).ShouldBeV2Error(404, "model_not_found"));

    [Theory]
    [InlineData(null, "accept: required")]
    [InlineData("application/json", "accept: must be one of image/*")]
    [InlineData("*/*", "accept: must be one of image/*")]
    public async Task There_are_only_bytes_and_they_must_be_asked_for(string? accept, string error) => Assert.Equal(
        [error], (await SendAsync([("model", "sd-core"), ("prompt", "an otter")], accept)).ShouldBeV2Error(400, "bad_request"));

    [Fact]
    public async Task A_prompt_in_another_language_is_only_not_preferred() =>
        (await SendAsync([("model", "sd-core"), ("prompt", "выдра")])).ShouldBeOk();

    [Fact]
    public async Task It_wants_a_key() => (await sandbox.Client.SendAsync(
        SandboxClient.Form("v1/images/generations", [], "image/*", key: null))).ShouldBeV2Error(401, "unauthorized");

    private Task<Answer> SendAsync(IEnumerable<(string, object)> fields, string? accept = "image/*") =>
        sandbox.Client.SendAsync(SandboxClient.Form("v1/images/generations", fields, accept));
}
