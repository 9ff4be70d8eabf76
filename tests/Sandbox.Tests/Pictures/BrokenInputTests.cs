using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Pictures;

/// <summary>An image that cannot be decoded is refused, and nothing is paid for it.</summary>
public class BrokenInputTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Demand = "invalid image - it is cut short or broken";

    private static readonly byte[] Whole = SkiaFiles.Jpeg(Quarters.Coloured);

    public static TheoryData<string> Kinds => ["JPEG", "JPEG, progressive", "WebP with loss", "WebP without loss", "PNG of type 6 with 8 bits"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cut_image_is_refused_by_the_older_api(string kind)
    {
        var key = $"sk-sandbox-broken-{kind.GetHashCode(StringComparison.Ordinal)}";
        var before = await sandbox.Client.CreditsAsync(key);

        var image = await sandbox.Client.SendAsync(V1(key, "image-to-image", ("init_image", Cut(kind))));
        var mask = await sandbox.Client.SendAsync(V1(key, "image-to-image/masking", ("init_image", Whole), ("mask_source", "MASK_IMAGE_WHITE"), ("mask_image", Cut(kind))));

        Assert.Equal($"init_image: {Demand}", image.ShouldBeError(400, "bad_request"));
        Assert.Equal($"mask_image: {Demand}", mask.ShouldBeError(400, "bad_request"));
        Assert.Equal(before, await sandbox.Client.CreditsAsync(key));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cut_image_is_refused_by_the_newer_api(string kind)
    {
        var image = await V2Async("edit/erase", ("image", Cut(kind)));
        var both = await V2Async("edit/inpaint", ("prompt", "a tree"), ("image", Cut(kind)), ("mask", Cut(kind)));
        var guide = await V2Async("control/style", ("prompt", "a tree"), ("image", Cut(kind)));

        Assert.Equal([$"image: {Demand}"], image.ShouldBeV2Error(400, "bad_request"));
        Assert.Equal([$"image: {Demand}", $"mask: {Demand}"], both.ShouldBeV2Error(400, "bad_request").Order(StringComparer.Ordinal));
        Assert.Equal([$"image: {Demand}"], guide.ShouldBeV2Error(400, "bad_request"));
    }

    [Fact]
    public async Task An_image_that_is_too_large_to_decode_is_refused_where_upstream_knows_no_limit()
    {
        var answer = await V2Async("generate/sd3", ("prompt", "a tree"), ("mode", "image-to-image"), ("image", TestPng.CreatePlain(4000, 2500)), ("strength", "0.5"));

        Assert.Equal(
            ["image: unsupported dimensions - the sandbox decodes at most 9,437,184 pixels of such an image, received 10,000,000 pixels"],
            answer.ShouldBeV2Error(400, "bad_request"));
    }

    private static byte[] Cut(string kind)
    {
        var file = ImageKinds.Images[kind].File;
        return file[..(file.Length * 2 / 3)];
    }

    private static HttpRequestMessage V1(string key, string operation, params (string, object)[] fields) => SandboxClient.Form(
        $"v1/generation/{SandboxClient.SmallEngine}/{operation}", [("text_prompts[0][text]", "a tree"), .. fields], "image/png", key);

    private Task<Answer> V2Async(string operation, params (string, object)[] fields) =>
        sandbox.Client.SendAsync(SandboxClient.Form($"v2beta/stable-image/{operation}", fields));
}
