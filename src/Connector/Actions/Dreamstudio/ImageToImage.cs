using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;
using static Connector.Actions.Dreamstudio.Shared.DreamstudioParameters;

namespace Connector.Actions.Dreamstudio;

/// <summary>Both init image modes in one action.</summary>
internal static class ImageToImage
{
    private const string ByStrength = "IMAGE_STRENGTH";
    private const string BySchedule = "STEP_SCHEDULE";

    /// <summary>v1 OpenAPI, InitImageMode.</summary>
    private static readonly ChoiceParameter InitImageMode = new()
    {
        Name = "init_image_mode",
        Label = "Init Image Mode",
        Description = "Whether a strength or a step schedule says how much the init image counts.",
        AllowedChoices = [new(ByStrength, "Image strength"), new(BySchedule, "Step schedule")],
        Default = ByStrength,
    };

    /// <summary>v1 OpenAPI, InitImageStrength: "just an alternate way to set step_schedule_start, 1 - image_strength".</summary>
    private static readonly NumberParameter ImageStrength = new()
    {
        Name = "image_strength",
        Label = "Image Strength",
        Description = "How much the init image counts: near 1 the result is very similar to it, near 0 wildly different.",
        Visibility = Visibility.Important,
        Min = 0,
        Max = 1,
        Default = 0.35,
        Example = 0.4,
    };

    /// <summary>v1 OpenAPI, StepScheduleStart.</summary>
    private static readonly NumberParameter StepScheduleStart = new()
    {
        Name = "step_schedule_start",
        Label = "Step Schedule Start",
        Description = "The share of steps skipped at the start: 0 returns the init image, 1 ignores it.",
        Min = 0,
        Max = 1,
        Default = 0.65,
        Example = 0.4,
    };

    /// <summary>v1 OpenAPI, StepScheduleEnd.</summary>
    private static readonly NumberParameter StepScheduleEnd = StepScheduleStart with
    {
        Name = "step_schedule_end",
        Label = "Step Schedule End",
        Description = "The share of steps skipped at the end.",
        Default = null,
        Example = 0.01,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "image-to-image",
        Operation = "imageToImage",
        Title = "Generate Image From Image",
        Description = "Generates one or more images from an image and a text prompt and saves each to a file.",
        Endpoint = Endpoint.PostForm("/v1/generation/", EngineId, "/image-to-image"),
        Parameters =
        [
            EngineId, DreamstudioImages.InitImage, Prompt, NegativePrompt, InitImageMode, ImageStrength, StepScheduleStart, StepScheduleEnd,
            .. GenerationOptions,
        ],
        Rules =
        [
            .. PromptRules,
            Rule.When(InitImageMode, ByStrength, forbidden: [StepScheduleStart, StepScheduleEnd]),
            Rule.When(InitImageMode, BySchedule, forbidden: [ImageStrength]),
            DreamstudioImages.InitImageSize,
        ],
        Output = DreamstudioImages.Several,
        Price = DreamstudioPrices.Diffusion,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Generated {images} from an image with {Engine(values)}.",
    };
}
