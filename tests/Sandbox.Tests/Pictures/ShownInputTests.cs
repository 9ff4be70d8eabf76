using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Pictures;

/// <summary>A picture shows the image it was given, whatever kind of file that is, and a mask does what it says.</summary>
public class ShownInputTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    /// <summary>What compression, a strength below one and the blending at edges may change.</summary>
    private const int Tolerance = 30;

    public static TheoryData<string> Images => [.. ImageKinds.Images.Keys];

    public static TheoryData<string> Masks => [.. ImageKinds.Masks.Keys];

    [Theory]
    [MemberData(nameof(Images))]
    public async Task Image_to_image_shows_it(string kind)
    {
        var (file, seen) = ImageKinds.Images[kind];

        var answer = await sandbox.Client.SendAsync(SandboxClient.Form(
            $"v1/generation/{SandboxClient.SmallEngine}/image-to-image",
            [("text_prompts[0][text]", "a tree"), ("init_image", file), ("image_strength", "0.95")],
            "image/png"));

        ShouldShow(seen, answer);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public async Task The_newer_api_shows_it(string kind)
    {
        var (file, seen) = ImageKinds.Images[kind];

        var answer = await sandbox.Client.SendAsync(SandboxClient.Form(
            "v2beta/stable-image/generate/sd3", [("prompt", "a tree"), ("mode", "image-to-image"), ("image", file), ("strength", "0.05")]));

        ShouldShow(seen, answer);
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public async Task A_mask_keeps_what_is_black_and_changes_what_is_white(string kind)
    {
        var one = await MaskedAsync(kind, "MASK_IMAGE_WHITE");
        var other = await MaskedAsync(kind, "MASK_IMAGE_BLACK");
        var newer = PngFile.Decode((await sandbox.Client.SendAsync(SandboxClient.Form(
            "v2beta/stable-image/edit/inpaint", [("prompt", "a tree"), ("image", Pink), ("mask", ImageKinds.Masks[kind])]))).Body);

        Assert.True(IsKept(one, left: true) && !IsKept(one, left: false));
        Assert.True(!IsKept(other, left: true) && IsKept(other, left: false));
        Assert.True(IsKept(newer, left: true) && !IsKept(newer, left: false));
    }

    [Fact]
    public async Task What_is_transparent_is_drawn_anew()
    {
        var holed = Quarters.Coloured with { RightBottom = new Colour(0xFF, 0, 0xFF, Alpha: 0) };
        byte[][] files =
        [
            new PngKind(6, 8, IsInterlaced: false).Write(holed),
            new PngKind(3, 8, IsInterlaced: true).Write(holed, ("tRNS", [255, 255, 255, 0])),
            SkiaFiles.Webp(holed, isLossless: false),
            SkiaFiles.Webp(holed, isLossless: true),
        ];
        foreach (var file in files)
        {
            var answer = await sandbox.Client.SendAsync(SandboxClient.Form("v2beta/stable-image/edit/inpaint", [("prompt", "a tree"), ("image", file)]));

            var png = PngFile.Decode(answer.Body);
            Assert.InRange(Seen(png, 0, 0).DistanceTo(holed.LeftTop), 0, Tolerance);
            Assert.InRange(Seen(png, 1, 1).DistanceTo(holed.RightBottom), Tolerance, 255);
        }
    }

    private static readonly byte[] Pink = SkiaFiles.Webp(
        new Quarters(new Colour(255, 0, 255), new Colour(255, 0, 255), new Colour(255, 0, 255), new Colour(255, 0, 255)), isLossless: true);

    private static void ShouldShow(Quarters seen, Answer answer)
    {
        answer.ShouldBeOk();
        var png = PngFile.Decode(answer.Body);
        Assert.InRange(Seen(png, 0, 0).DistanceTo(seen.LeftTop), 0, Tolerance);
        Assert.InRange(Seen(png, 1, 0).DistanceTo(seen.RightTop), 0, Tolerance);
        Assert.InRange(Seen(png, 0, 1).DistanceTo(seen.LeftBottom), 0, Tolerance);
        Assert.InRange(Seen(png, 1, 1).DistanceTo(seen.RightBottom), 0, Tolerance);
    }

    /// <summary>The middle of a quarter.</summary>
    private static Colour Seen(PngFile png, int column, int row) => At(png, png.Width * ((2 * column) + 1) / 4, png.Height * ((2 * row) + 1) / 4);

    private static Colour At(PngFile png, int x, int y)
    {
        var at = 3 * ((y * png.Width) + x);
        return new Colour(png.Pixels[at], png.Pixels[at + 1], png.Pixels[at + 2]);
    }

    /// <summary>Whether every pixel of a half, but for those beside the edge between them, is as it was.</summary>
    private static bool IsKept(PngFile png, bool left)
    {
        var from = left ? 0 : (png.Width / 2) + 8;
        return Enumerable.Range(0, png.Height)
            .SelectMany(y => Enumerable.Range(from, (png.Width / 2) - 8).Select(x => At(png, x, y)))
            .All(colour => colour.DistanceTo(new Colour(255, 0, 255)) <= Tolerance);
    }

    private async Task<PngFile> MaskedAsync(string kind, string source)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Form(
            $"v1/generation/{SandboxClient.SmallEngine}/image-to-image/masking",
            [("text_prompts[0][text]", "a tree"), ("init_image", Pink), ("mask_source", source), ("mask_image", ImageKinds.Masks[kind])],
            "image/png"));
        answer.ShouldBeOk();
        return PngFile.Decode(answer.Body);
    }
}
