using System.Text.RegularExpressions;
using Connector.Declaration;
using Connector.Images;

namespace Connector.Actions.Stability.Shared;

/// <summary>Parameters that several v2beta actions share; an action adjusts them with <c>with { … }</c>.</summary>
internal static partial class StabilityParameters
{
    /// <summary>413: "body: payloads cannot be larger than 10MiB in size".</summary>
    public const long MaxBodyBytes = 10 * 1024 * 1024;

    private const double MaxAspect = 2.5;

    /// <summary>The field rules of most image inputs: sides of at least 64, 4,096 to 9,437,184 pixels.</summary>
    public static ImageLimits Usual { get; } = new() { MinSide = 64, MinPixels = 4096, MaxPixels = 9_437_184 };

    /// <summary>The usual field rules and proportions of "1:2.5 to 2.5:1".</summary>
    public static ImageLimits UsualAspect { get; } = Usual with { MaxAspect = MaxAspect };

    public static TextParameter Prompt { get; } = new()
    {
        Name = "prompt",
        Label = "Prompt",
        Description = "What the result should show, in English. A word's weight is written (word:0.5).",
        Required = true,
        Visibility = Visibility.Important,
        MinLength = 1,
        MaxLength = 10_000,
        Example = "A lighthouse on a cliff",
    };

    public static TextParameter NegativePrompt { get; } = Prompt with
    {
        Name = "negative_prompt",
        Label = "Negative Prompt",
        Description = "What the result should not show.",
        Required = false,
        MinLength = 0,
        Example = "people, text",
    };

    /// <summary>What is looked for in an image; the document sets a largest length only.</summary>
    public static TextParameter NamedThing { get; } = Prompt with { MinLength = 0, Example = "the lighthouse" };

    public static FileParameter Image { get; } = new()
    {
        Name = "image",
        Label = "Image",
        Description = "The image to work on.",
        Required = true,
        Visibility = Visibility.Important,
        Noun = "image",
        Formats = [MediaFormat.Png, MediaFormat.Jpeg, MediaFormat.Webp],
        MaxBytes = MaxBodyBytes,
        Image = Usual,
    };

    /// <summary>No size rules: "Resized to fit image if the sizes differ".</summary>
    public static FileParameter Mask { get; } = Image with
    {
        Name = "mask",
        Label = "Mask",
        Description = "A black and white image: white is edited, black is kept. Without it the transparent pixels of the image are edited.",
        Required = false,
        Image = null,
    };

    public static ChoiceParameter AspectRatio { get; } = new()
    {
        Name = "aspect_ratio",
        Label = "Aspect Ratio",
        Description = "The proportions of the result.",
        Visibility = Visibility.Important,
        AllowedChoices = ["21:9", "16:9", "3:2", "5:4", "1:1", "4:5", "2:3", "9:16", "9:21"],
        Default = "1:1",
        Example = "16:9",
    };

    /// <summary>v2beta ends one below v1.</summary>
    public static WholeNumberParameter Seed { get; } = new()
    {
        Name = "seed",
        IsSeed = true,
        Label = "Seed",
        Description = "The seed of the random noise: the same seed and inputs draw the same result. 0 or left out is a random seed.",
        Min = 0,
        Max = 4_294_967_294,
        Default = 0,
        Example = 4_294_967_294,
    };

    public static ChoiceParameter OutputFormat { get; } = new()
    {
        Name = "output_format",
        Label = "Output Format",
        Description = "The format of the result.",
        AllowedChoices = ["png", "jpeg", "webp"],
        Default = "png",
        Example = "webp",
    };

    public static ChoiceParameter StylePreset { get; } = new()
    {
        Name = "style_preset",
        Label = "Style Preset",
        Description = "A style to steer the result towards.",
        AllowedChoices =
        [
            "enhance", "anime", "photographic", "digital-art", "comic-book", "fantasy-art", "line-art", "analog-film", "neon-punk",
            "isometric", "low-poly", "origami", "modeling-compound", "cinematic", "3d-model", "pixel-art", "tile-texture",
        ],
        Example = "photographic",
    };

    public static NumberParameter Strength { get; } = new()
    {
        Name = "strength",
        Label = "Strength",
        Description = "How much the result may differ from the image: 0 returns it, 1 ignores it.",
        Min = 0,
        Max = 1,
        Example = 0.6,
    };

    public static NumberParameter Creativity { get; } = new()
    {
        Name = "creativity",
        Label = "Creativity",
        Description = "How readily new detail is added.",
        Min = 0,
        Max = 1,
        Default = 0.5,
        Example = 0.3,
    };

    public static NumberParameter GrowMask { get; } = new()
    {
        Name = "grow_mask",
        Label = "Grow Mask",
        Description = "By how many pixels the mask is grown and its rim blurred.",
        Min = 0,
        Max = 20,
        Default = 5,
        Example = 3,
    };

    public static NumberParameter ControlStrength { get; } = new()
    {
        Name = "control_strength",
        Label = "Control Strength",
        Description = "How much the image controls the result.",
        Min = 0,
        Max = 1,
        Default = 0.7,
        Example = 0.5,
    };

    /// <summary>Both forms are documented; the bytes are smaller and are streamed, so they are what is asked for by default.</summary>
    public static ChoiceParameter UpstreamForm { get; } = new()
    {
        Name = "upstream_form",
        Label = "Upstream Form",
        Description = "How the API sends the result to the connector: as bytes, or as base64 in JSON. The answer of the action is the same.",
        Place = Place.Connector,
        AllowedChoices = ["bytes", "json"],
        Default = "bytes",
        Example = "json",
    };

    /// <summary>What every image action takes at the end.</summary>
    public static IReadOnlyList<Parameter> ImageOptions => [UpstreamForm, FilterPolicy.OnFiltered];

    public static TextParameter ResultId { get; } = new()
    {
        Name = "id",
        Label = "ID",
        Description = "The id that the starting action answered.",
        Required = true,
        Visibility = Visibility.Important,
        MinLength = 1,
        MaxLength = 128,
        Format = new TextFormat(ResultIdPattern(), "letters, digits, dashes and underscores"),
        Example = "a6dc6c6e20acda010fe14d71f180658f2896ed9b4ec25aa99a6ff06c796987c4",
    };

    public static WholeNumberParameter WaitSeconds { get; } = new()
    {
        Name = "wait_seconds",
        Label = "Wait Seconds",
        Description = "How long to wait for a result that is still in progress, looking every 10 seconds. Left out, the answer comes at once.",
        Place = Place.Connector,
        Min = 0,
        Max = 90,
        Example = 10,
    };

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ResultIdPattern();
}
