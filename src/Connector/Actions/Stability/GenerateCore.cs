using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation generateCore.</summary>
internal static class GenerateCore
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "generate-core",
        Title = "Generate Image With Core",
        Description = "Generates an image fast and cheaply from a text prompt and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/generate/core") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [Prompt, NegativePrompt, AspectRatio, StylePreset, Seed, OutputFormat, .. ImageOptions],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(3),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Generated {images} with Stable Image Core.",
    };
}
