using System.Text.RegularExpressions;
using Connector.Declaration;

namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>Parameters that several v1 actions share; an action adjusts them with <c>with { … }</c>.</summary>
internal static partial class DreamstudioParameters
{
    /// <summary>The one engine that upstream still serves, and so the engine of a call that names none.</summary>
    public const string DefaultEngine = "stable-diffusion-xl-1024-v1-0";

    /// <summary>Parts of the ids of upscalers and inpainting engines: upstream types them PICTURE too, but they serve other actions.</summary>
    private static readonly string[] SpecialEngines = ["upscal", "esrgan", "inpaint"];

    /// <summary>v1 OpenAPI, path parameter engine_id, for the diffusion engines.</summary>
    public static TextParameter EngineId { get; } = new()
    {
        Name = "engine_id",
        IsModel = true,
        Label = "Engine",
        Description = "The engine that draws the image.",
        Visibility = Visibility.Important,
        MinLength = 1,
        MaxLength = 100,
        // It becomes a part of a path: a slash or ".." would reach another endpoint.
        Format = new TextFormat(EngineIdPattern(), "letters, digits, dots and dashes, beginning with a letter or digit"),
        Options = new RemoteOptions(DreamstudioApp.Engines, engine => engine.Type is "PICTURE" or null && !IsSpecial(engine)),
        Default = DefaultEngine,
        Example = DefaultEngine,
    };

    /// <summary>The rules that go with the two ways of writing prompts.</summary>
    public static IReadOnlyList<Rule> PromptRules => [Rule.ExactlyOneOf(Prompt, TextPrompts), Rule.Needs(NegativePrompt, Prompt)];

    /// <summary>The optional parameters of every generation (v1 OpenAPI, GenerationRequestOptionalParams).</summary>
    public static IReadOnlyList<Parameter> GenerationOptions =>
        [StylePreset, Samples, Seed, Steps, CfgScale, Sampler, ClipGuidancePreset, TextPrompts, Extras, FilterPolicy.OnFiltered];

    /// <summary>v1 OpenAPI, TextPrompt.text.</summary>
    public static TextParameter PromptText { get; } = new()
    {
        Name = "text",
        Label = "Text",
        Description = "The prompt itself.",
        Required = true,
        MaxLength = 2000,
        Example = "A lighthouse on a cliff",
    };

    /// <summary>v1 OpenAPI, TextPrompt.weight.</summary>
    public static NumberParameter PromptWeight { get; } = new()
    {
        Name = "weight",
        Label = "Weight",
        Description = "How much the prompt counts; a negative weight steers away from it.",
        Example = 0.5,
    };

    /// <summary>v1 OpenAPI, TextPromptsForTextToImage.</summary>
    public static ListParameter TextPrompts { get; } = new()
    {
        Name = "text_prompts",
        ItemName = "TextPrompt",
        Label = "Text Prompts",
        Description = "Prompts with weights, for more control than prompt and negative_prompt give.",
        Fields = [PromptText, PromptWeight],
        MinItems = 1,
    };

    /// <summary>The friendly form of one entry of text_prompts with weight 1.</summary>
    public static TextParameter Prompt { get; } = PromptText with
    {
        Name = "prompt",
        Label = "Prompt",
        Description = "What the image should show.",
        Required = false,
        Visibility = Visibility.Important,
        MinLength = 1,
        BecomesItem = new ListItem(TextPrompts, text => Weighted(text, 1)),
    };

    /// <summary>The friendly form of one entry of text_prompts with weight -1.</summary>
    public static TextParameter NegativePrompt { get; } = Prompt with
    {
        Name = "negative_prompt",
        Label = "Negative Prompt",
        Description = "What the image should not show.",
        Example = "people, text",
        BecomesItem = new ListItem(TextPrompts, text => Weighted(text, -1)),
    };

    /// <summary>v1 OpenAPI, CfgScale.</summary>
    public static NumberParameter CfgScale { get; } = new()
    {
        Name = "cfg_scale",
        Label = "CFG Scale",
        Description = "How strictly the image follows the prompt; higher keeps it closer.",
        Min = 0,
        Max = 35,
        Default = 7,
        Example = 7.5,
    };

    /// <summary>v1 OpenAPI, ClipGuidancePreset.</summary>
    public static ChoiceParameter ClipGuidancePreset { get; } = new()
    {
        Name = "clip_guidance_preset",
        Label = "CLIP Guidance Preset",
        Description = "How strongly CLIP guides the drawing; works with ancestral samplers only.",
        AllowedChoices =
        [
            new("FAST_BLUE", "Fast blue"), new("FAST_GREEN", "Fast green"), new("NONE", "None"), new("SIMPLE", "Simple"),
            new("SLOW", "Slow"), new("SLOWER", "Slower"), new("SLOWEST", "Slowest"),
        ],
        Default = "NONE",
    };

    /// <summary>v1 OpenAPI, Sampler.</summary>
    public static ChoiceParameter Sampler { get; } = new()
    {
        Name = "sampler",
        Label = "Sampler",
        Description = "The sampler of the diffusion process; upstream picks a fitting one when it is left out.",
        AllowedChoices =
        [
            "DDIM", "DDPM", new("K_DPMPP_2M", "K-DPM++ 2M"), new("K_DPMPP_2S_ANCESTRAL", "K-DPM++ 2S Ancestral"), new("K_DPM_2", "K-DPM 2"),
            new("K_DPM_2_ANCESTRAL", "K-DPM 2 Ancestral"), new("K_EULER", "K-Euler"), new("K_EULER_ANCESTRAL", "K-Euler Ancestral"),
            new("K_HEUN", "K-Heun"), new("K_LMS", "K-LMS"),
        ],
        Example = "K_DPM_2_ANCESTRAL",
    };

    /// <summary>v1 OpenAPI, Samples.</summary>
    public static WholeNumberParameter Samples { get; } = new()
    {
        Name = "samples",
        Label = "Samples",
        Description = "How many images to make.",
        Min = 1,
        Max = 10,
        Default = 1,
        Example = 1,
    };

    /// <summary>v1 OpenAPI, Seed.</summary>
    public static WholeNumberParameter Seed { get; } = new()
    {
        Name = "seed",
        IsSeed = true,
        Label = "Seed",
        Description = "The seed of the random noise: the same seed and inputs draw the same image. 0 or left out is a random seed.",
        Min = 0,
        Max = uint.MaxValue,
        Default = 0,
        Example = uint.MaxValue,
    };

    /// <summary>v1 OpenAPI, Steps. The document's default is 50; for SDXL the live API takes 30.</summary>
    public static WholeNumberParameter Steps { get; } = new()
    {
        Name = "steps",
        Label = "Steps",
        Description = "How many diffusion steps to run; more take longer and cost more.",
        Min = 10,
        Max = 150,
        Default = DreamstudioPrices.IncludedSteps,
        Example = 40,
    };

    /// <summary>v1 OpenAPI, StylePreset.</summary>
    public static ChoiceParameter StylePreset { get; } = new()
    {
        Name = "style_preset",
        Label = "Style Preset",
        Description = "A style to steer the image towards.",
        Visibility = Visibility.Important,
        AllowedChoices =
        [
            "enhance", "anime", "photographic", "digital-art", "comic-book", "fantasy-art", "line-art", "analog-film", "neon-punk",
            "isometric", "low-poly", "origami", "modeling-compound", "cinematic", "3d-model", "pixel-art", "tile-texture",
        ],
        Example = "photographic",
    };

    /// <summary>v1 OpenAPI, Extras.</summary>
    public static ObjectParameter Extras { get; } = new()
    {
        Name = "extras",
        Label = "Extras",
        Description = "Experimental engine parameters, passed on as they are; they may change without warning.",
        Example = """{"experimental": true}""",
    };

    /// <summary>The engine in the path: the one given, or the default.</summary>
    public static string Engine(ParameterValues values) => values.Get(EngineId, DefaultEngine);

    private static bool IsSpecial(RemoteOption engine) =>
        SpecialEngines.Any(kind => engine.Value.Contains(kind, StringComparison.OrdinalIgnoreCase));

    private static ParameterValues Weighted(string text, double weight) =>
        new ParameterValues().With(PromptText, text).With(PromptWeight, weight);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EngineIdPattern();
}
