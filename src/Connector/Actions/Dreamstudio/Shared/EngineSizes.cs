using System.Text.RegularExpressions;
using Connector.Declaration;

namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>The sizes that v1's engines draw (v1 OpenAPI, DiffuseImageHeight and DiffuseImageWidth).</summary>
internal static partial class EngineSizes
{
    /// <summary>"For SDXL v0.9: valid dimensions are …; For SDXL v1.0: valid dimensions are the same as SDXL v0.9"</summary>
    private static readonly SizeFamily Sdxl = new(SdxlIds())
    {
        DefaultSide = 1024,
        Pairs = [(1024, 1024), (1152, 896), (896, 1152), (1216, 832), (832, 1216), (1344, 768), (768, 1344), (1536, 640), (640, 1536)],
    };

    /// <summary>The families with known sizes, first match first. Engines of no family are left to upstream.</summary>
    public static IReadOnlyList<SizeFamily> Families { get; } =
    [
        Sdxl,

        // "Neither height nor width may be below 128; only one of height or width may be above 512; maximum 512x896 or 896x512"
        new(SdxlBetaIds()) { DefaultSide = 512, MinSide = 128, MaxSide = 896, MaxShorterSide = 512 },

        // History, kept in the notes on SD 1.6: "sides 320..1536".
        new(Version16Ids()) { DefaultSide = 512, MinSide = 320, MaxSide = 1536 },

        // "For 768 engines: 589,824 ≤ height * width ≤ 1,048,576"
        new(Ids768()) { MinPixels = 589_824, MaxPixels = 1_048_576 },

        // "For 512 engines: 262,144 ≤ height * width ≤ 1,048,576"; 1.5 is one although its id does not say so.
        new(Ids512()) { DefaultSide = 512, MinPixels = 262_144, MaxPixels = 1_048_576 },
    ];

    /// <summary>What is wrong with the size of an init image, or null when nothing is. Only SDXL is known to mind.</summary>
    public static string? RefuseInitImage(string engineId, long width, long height) =>
        Sdxl.Ids.IsMatch(engineId) ? Sdxl.Refuse(engineId, width, height) : null;

    /// <summary>The sizes of an init image, where an engine is known to mind; null for any.</summary>
    public static IReadOnlyList<(int Width, int Height)>? InitImageSizes(string engineId) => Sdxl.Ids.IsMatch(engineId) ? Sdxl.Pairs : null;

    [GeneratedRegex("^stable-diffusion-xl-1024-", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SdxlIds();

    [GeneratedRegex("^stable-diffusion-xl-beta-", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SdxlBetaIds();

    [GeneratedRegex("^stable-diffusion-v1-6$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version16Ids();

    [GeneratedRegex("-768-", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ids768();

    [GeneratedRegex("-512-|^stable-diffusion-v1-5$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ids512();
}
