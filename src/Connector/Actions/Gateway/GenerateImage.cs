using Connector.Actions.Gateway.Shared;
using Connector.Declaration;
using Connector.Failures;
using Connector.Images;

namespace Connector.Actions.Gateway;

/// <summary>gateway OpenAPI, operation createImage. It is an API of its own: what it shares with v2beta by chance is not taken from there.</summary>
internal static class GenerateImage
{
    private const string Core = "sd-core";
    private const string Turbo = "sd3-large-turbo";
    private const string FromText = "text-to-image";
    private const string FromImage = "image-to-image";

    /// <summary>"Model id; the full list is not part of the seed": a text, so that a new model needs no new version.</summary>
    private static readonly TextParameter Model = new()
    {
        Name = "model",
        IsModel = true,
        Label = "Model",
        Description = "The model that draws the image.",
        Required = true,
        Visibility = Visibility.Important,
        MinLength = 1,
        Suggestions = ["sd3-large", Turbo, Core],
        Example = "sd3-large",
    };

    private static readonly TextParameter Prompt = new()
    {
        Name = "prompt",
        Label = "Prompt",
        Description = "What the image should show, preferably in English.",
        Required = true,
        Visibility = Visibility.Important,
        MinLength = 1,
        MaxLength = 10_000,
        Example = "A lighthouse on a cliff",
    };

    private static readonly TextParameter NegativePrompt = new()
    {
        Name = "negative_prompt",
        Label = "Negative Prompt",
        Description = "What the image should not show; not for sd3-large-turbo.",
        Example = "people, text",
    };

    private static readonly ChoiceParameter Mode = new()
    {
        Name = "mode",
        Label = "Mode",
        Description = "Whether the image is drawn from the prompt alone, or from an image and the prompt; sd-core draws from the prompt only.",
        AllowedChoices = [FromText, FromImage],
        Default = FromText,
    };

    private static readonly FileParameter Image = new()
    {
        Name = "image",
        Label = "Image",
        Description = "The image to start from.",
        Noun = "image",
        Formats = [MediaFormat.Png, MediaFormat.Jpeg, MediaFormat.Webp],
        MaxBytes = 10 * 1024 * 1024,
        Image = new ImageLimits { MinSide = 64 },
    };

    private static readonly NumberParameter Strength = new()
    {
        Name = "strength",
        Label = "Strength",
        Description = "How much the result may differ from the image: 0 returns it, 1 ignores it.",
        Min = 0,
        Max = 1,
        Example = 0.9,
    };

    private static readonly ChoiceParameter StylePreset = new()
    {
        Name = "style_preset",
        Label = "Style Preset",
        Description = "A style to steer the image towards; for sd-core only.",
        AllowedChoices =
        [
            "3d-model", "analog-film", "anime", "cinematic", "comic-book", "digital-art", "enhance", "fantasy-art", "isometric",
            "line-art", "low-poly", "modeling-compound", "neon-punk", "origami", "photographic", "pixel-art", "tile-texture",
        ],
    };

    private static readonly ChoiceParameter OutputFormat = new()
    {
        Name = "output_format",
        Label = "Output Format",
        Description = "The format of the result.",
        AllowedChoices = ["jpeg", "png"],
        Default = "png",
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = GatewayApp.App,
        Slug = "generate-image",
        Title = "Generate Image",
        Description = "Generates an image from a text prompt, or from an image and a text prompt, and saves it to a file.",
        Endpoint = Endpoint.PostForm(GatewayApp.GenerationsPath),
        Parameters =
        [
            Model,
            Prompt,
            NegativePrompt,
            Mode,
            Image,
            Strength,
            new ChoiceParameter
            {
                Name = "aspect_ratio",
                Label = "Aspect Ratio",
                Description = "The proportions of the result.",
                AllowedChoices = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"],
                Default = "1:1",
            },
            StylePreset,
            new WholeNumberParameter
            {
                Name = "seed",
                IsSeed = true,
                Label = "Seed",
                Description = "The seed of the random noise. 0 or left out is a random seed.",
                Min = 0,
                Max = 4_294_967_294,
                Example = 4_294_967_294,
            },
            OutputFormat,
            FilterPolicy.OnFiltered,
        ],
        Rules =
        [
            Rule.When(Mode, FromImage, required: [Image, Strength]),
            Rule.When(Mode, FromText, forbidden: [Image, Strength]),
            Rule.Custom("sd-core draws from the prompt only.", [Mode, Model], values =>
                Is(values, Core) && values.Get(Mode, "") == FromImage ? Conflict(Mode, $"{Core} has no {FromImage}") : null),
            Rule.Custom("style_preset is for sd-core only.", [StylePreset, Model], values =>
                !Is(values, Core) && values.Has(StylePreset) ? Conflict(StylePreset, $"it is for {Core} only") : null, [StylePreset]),
            Rule.Custom("sd3-large-turbo takes no negative_prompt.", [NegativePrompt, Model], values =>
                Is(values, Turbo) && values.Has(NegativePrompt) ? Conflict(NegativePrompt, $"{Turbo} takes none") : null, [NegativePrompt]),
        ],
        Output = new MediaOutput
        {
            Noun = "image",
            MediaRange = "image/*",
            Accept = _ => "image/*",
            MediaType = values => $"image/{values.Get(OutputFormat, OutputFormat.Default!)}",
        },
        Price = null,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Generated {images} with {values.Get(Model, "")}.",
    };

    private static bool Is(ParameterValues values, string model) => values.Get(Model, "") == model;

    private static Problem Conflict(Parameter parameter, string why) => new(parameter.Name, ProblemCodes.Conflict, $"{parameter.Name} does not fit the model: {why}.");
}
