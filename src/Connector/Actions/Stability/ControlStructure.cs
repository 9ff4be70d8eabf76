using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation controlStructure.</summary>
internal static class ControlStructure
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "control-structure",
        Title = "Generate Image From Structure",
        Description = "Generates an image that keeps the structure of another and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/control/structure") with { MaxBodyBytes = MaxBodyBytes },
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
        Summary = (_, images) => $"Generated {images} from a structure.",
    };
}
