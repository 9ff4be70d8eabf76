namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>Engines that draw the same sizes (v1 OpenAPI, DiffuseImageHeight and DiffuseImageWidth).</summary>
/// <param name="Sizes">The sizes in words, completing "draws …".</param>
/// <param name="DefaultSide">The side upstream takes for one that is left out; null when not known.</param>
/// <param name="Has">Whether an engine id belongs to the family.</param>
/// <param name="Draws">Whether the family draws a width and height, both multiples of 64.</param>
internal sealed record EngineFamily(string Sizes, long? DefaultSide, Func<string, bool> Has, Func<long, long, bool> Draws)
{
    private static readonly (int Width, int Height)[] SdxlPairs =
    [
        (1024, 1024), (1152, 896), (896, 1152), (1216, 832), (832, 1216), (1344, 768), (768, 1344), (1536, 640), (640, 1536),
    ];

    /// <summary>The families with known sizes, first match first. Engines of no family are left to upstream.</summary>
    private static readonly EngineFamily[] Known =
    [
        // "For SDXL v0.9: valid dimensions are …; For SDXL v1.0: valid dimensions are the same as SDXL v0.9"
        new(
            string.Join(", ", SdxlPairs.Select(pair => $"{pair.Width}x{pair.Height}")),
            1024,
            id => id.StartsWith("stable-diffusion-xl-1024-", StringComparison.Ordinal),
            (width, height) => Array.Exists(SdxlPairs, pair => (pair.Width, pair.Height) == (width, height))),

        // "Neither height nor width may be below 128; only one of height or width may be above 512; maximum 512x896 or 896x512"
        new(
            "sides of 128 to 896, only one of them over 512",
            512,
            id => id.StartsWith("stable-diffusion-xl-beta-", StringComparison.Ordinal),
            (width, height) => Math.Min(width, height) is >= 128 and <= 512 && Math.Max(width, height) <= 896),

        // History, kept in the notes on SD 1.6: "sides 320..1536".
        new(
            "sides of 320 to 1536",
            512,
            id => id.Equals("stable-diffusion-v1-6", StringComparison.Ordinal),
            (width, height) => Math.Min(width, height) >= 320 && Math.Max(width, height) <= 1536),

        // "For 768 engines: 589,824 ≤ height * width ≤ 1,048,576"
        new(
            "589,824 to 1,048,576 pixels in all",
            null,
            id => id.Contains("-768-", StringComparison.Ordinal),
            (width, height) => width * height is >= 589_824 and <= 1_048_576),

        // "For 512 engines: 262,144 ≤ height * width ≤ 1,048,576"; 1.5 is one although its id does not say so.
        new(
            "262,144 to 1,048,576 pixels in all",
            512,
            id => id.Contains("-512-", StringComparison.Ordinal) || id.Equals("stable-diffusion-v1-5", StringComparison.Ordinal),
            (width, height) => width * height is >= 262_144 and <= 1_048_576),
    ];

    /// <summary>What is wrong with the size of an init image, or null when nothing is. Only SDXL is known to mind.</summary>
    public static string? RefuseInitImage(string engineId, long width, long height) =>
        Known[0].Has(engineId) ? Refuse(engineId, width, height) : null;

    /// <summary>The sizes of an init image, where an engine is known to mind; null for any.</summary>
    public static IReadOnlyList<(int Width, int Height)>? InitImageSizes(string engineId) => Known[0].Has(engineId) ? SdxlPairs : null;

    /// <summary>What is wrong with a size, or null when nothing is or the engine's family is not known.</summary>
    public static string? Refuse(string engineId, long? width, long? height)
    {
        if ((width is null && height is null) || Array.Find(Known, family => family.Has(engineId)) is not { } family)
        {
            return null;
        }

        var (wide, high) = (width ?? family.DefaultSide, height ?? family.DefaultSide);
        if (wide is not { } across || high is not { } down || family.Draws(across, down))
        {
            return null;
        }

        var assumed = width is null ? " (upstream's width when it is left out)" : height is null ? " (upstream's height when it is left out)" : "";
        return $"{engineId} draws {family.Sizes} (width x height); received {across}x{down}{assumed}.";
    }
}
