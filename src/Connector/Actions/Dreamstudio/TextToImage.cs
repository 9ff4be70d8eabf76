using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;
using static Connector.Actions.Dreamstudio.Shared.DreamstudioParameters;

namespace Connector.Actions.Dreamstudio;

/// <summary>The one v1 generation that takes JSON.</summary>
internal static class TextToImage
{
    /// <summary>v1 OpenAPI, DiffuseImageHeight. Its default of 512 holds for the old engines only; SDXL takes 1024.</summary>
    private static readonly WholeNumberParameter Height = new()
    {
        Name = "height",
        Label = "Height",
        Description = "Pixels down. Which sizes are drawn depends on the engine, which also chooses when it is left out.",
        Visibility = Visibility.Important,
        Min = 128,
        MultipleOf = 64,
        Example = 1024,
    };

    private static readonly WholeNumberParameter Width = Height with
    {
        Name = "width",
        Label = "Width",
        Description = "Pixels across. Which sizes are drawn depends on the engine, which also chooses when it is left out.",
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "text-to-image",
        Operation = "textToImage",
        Title = "Generate Image From Text",
        Description = "Generates one or more images from a text prompt and saves each to a file.",
        Endpoint = Endpoint.PostJson("/v1/generation/", EngineId, "/text-to-image"),
        Parameters = [EngineId, Prompt, NegativePrompt, Width, Height, .. GenerationOptions],
        Rules = [.. PromptRules, new DrawnSizeRule(EngineId, Width, Height, EngineSizes.Families)],
        Output = DreamstudioImages.Several,
        Price = DreamstudioPrices.Diffusion,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Generated {images} with {Engine(values)}.",
    };
}
