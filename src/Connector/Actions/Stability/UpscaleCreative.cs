using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation upscaleCreative.</summary>
internal static class UpscaleCreative
{
    private static readonly FileParameter UpscaleInput = Image with
    {
        Description = "The image to enlarge.",
        Image = new ImageLimits { MinSide = 64, MinPixels = 4096, MaxPixels = 1_048_576 },
    };

    private static readonly NumberParameter HowCreative = Creativity with { Min = 0.1, Max = 0.5, Default = 0.3 };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "upscale-creative",
        Title = "Start Creative Upscale",
        Description = "Begins to enlarge an image to 4K while inventing detail, and answers the id that stability-get-result fetches the image with.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/upscale/creative") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [UpscaleInput, Prompt, NegativePrompt, HowCreative, StylePreset, Seed, OutputFormat],
        Output = StabilityOutputs.Job("get-result"),
        Price = StabilityPrices.Fixed(60),
        Hints = ActionHints.Generates,
        Summary = (_, _) => "Started a creative upscale",
    };
}
