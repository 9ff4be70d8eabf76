using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation upscaleConservative.</summary>
internal static class UpscaleConservative
{
    private static readonly FileParameter UpscaleInput = Image with { Description = "The image to enlarge.", Image = UsualAspect };

    private static readonly NumberParameter HowCreative = Creativity with { Min = 0.2, Max = 0.5, Default = 0.35 };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "upscale-conservative",
        Title = "Upscale Image Conservatively",
        Description = "Enlarges an image to about 4K with as little change as possible and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/upscale/conservative") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [UpscaleInput, Prompt, NegativePrompt, HowCreative, Seed, OutputFormat, .. ImageOptions],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(40),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Upscaled {images} conservatively.",
    };
}
