using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation generateUltra.</summary>
internal static class GenerateUltra
{
    private static readonly FileParameter StartImage = Image with
    {
        Description = "An image to start from.",
        Required = false,
        Image = new ImageLimits { MinSide = 64, MaxSide = 16_384, MinPixels = 4096 },
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "generate-ultra",
        Title = "Generate Image With Ultra",
        Description = "Generates an image of the highest quality from a text prompt, and an image if one is given, and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/generate/ultra") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [Prompt, NegativePrompt, AspectRatio, StartImage, Strength, StylePreset, Seed, OutputFormat, .. ImageOptions],
        Rules =
        [
            Rule.Needs(StartImage, Strength),
            Rule.Needs(Strength, StartImage),
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(8),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Generated {images} with Stable Image Ultra.",
    };
}
