using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation controlSketch.</summary>
internal static class ControlSketch
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "control-sketch",
        Title = "Generate Image From Sketch",
        Description = "Generates an image from a sketch and a text prompt and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/control/sketch") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Prompt,
            Image with { Image = UsualAspect },
            ControlStrength,
            NegativePrompt,
            StylePreset,
            Seed,
            OutputFormat,
            .. ImageOptions,
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(5),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Generated {images} from a sketch.",
    };
}
