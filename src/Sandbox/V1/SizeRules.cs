namespace Connector.Sandbox.V1;

/// <summary>
/// The sizes an engine draws, as the document describes them under <c>400FromGeneration</c>. The schema has already made sure of
/// multiples of 64 where the request names a size, and not an image.
/// </summary>
internal static class SizeRules
{
    private static readonly (long Width, long Height)[] Sdxl1Sizes =
    [
        (1024, 1024), (1152, 896), (1216, 832), (1344, 768), (1536, 640), (640, 1536), (768, 1344), (832, 1216), (896, 1152),
    ];

    public static V1Error? Refusal(EngineFamily family, long width, long height) => family switch
    {
        EngineFamily.Sdxl1 when !Sdxl1Sizes.Contains((width, height)) => new V1Error(
            400,
            "invalid_sdxl_v1_dimensions",
            "for stable-diffusion-xl-1024-v0-9 and stable-diffusion-xl-1024-v1-0 the allowed dimensions are "
            + $"{string.Join(", ", Sdxl1Sizes.Select(size => $"{size.Width}x{size.Height}"))} but we received {width}x{height}"),

        // "Neither height nor width may be below 128" (the schema says it of text to image only), "only one of height or width may be
        // above 512", "maximum dimensions supported are 512x896 or 896x512".
        EngineFamily.SdxlBeta when Math.Min(width, height) is < 128 or > 512 || Math.Max(width, height) > 896 => new V1Error(
            400,
            "invalid_sdxl_v222_dimensions",
            $"only one of height or width may be above 512, none above 896 and none below 128, but we received {width}x{height}"),

        EngineFamily.Sd16 when Math.Min(width, height) < 320 || Math.Max(width, height) > 1536 => new V1Error(
            400,
            "invalid_pixel_count",
            $"height and width must be between 320 and 1536 but we received {width}x{height}"),

        EngineFamily.Pixels512 or EngineFamily.Inpainting => PixelCount(width, height, 262_144),
        EngineFamily.Pixels768 => PixelCount(width, height, 589_824),
        _ => null,
    };

    private static V1Error? PixelCount(long width, long height, long fewest)
    {
        // In doubles, because the schema knows no maximum and the product of two large sides overflows.
        var pixels = (double)width * height;
        return pixels < fewest || pixels > 1_048_576
            ? new V1Error(
                400,
                "invalid_pixel_count",
                $"height * width must be between {fewest} and 1048576 but we received {width}x{height}")
            : null;
    }
}
