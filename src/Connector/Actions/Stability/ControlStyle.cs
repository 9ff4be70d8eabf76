using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation controlStyle.</summary>
internal static class ControlStyle
{
    private static readonly NumberParameter Fidelity = ControlStrength with
    {
        Name = "fidelity",
        Label = "Fidelity",
        Description = "How close the result's style is to the image's.",
        Default = 0.5,
        Example = 0.7,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "control-style",
        Title = "Generate Image in Style of Image",
        Description = "Generates an image in the style of another from a text prompt and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/control/style") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Prompt,
            Image with { Image = UsualAspect },
            Fidelity,
            AspectRatio,
            NegativePrompt,
            StylePreset,
            Seed,
            OutputFormat,
            .. ImageOptions,
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(5),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Generated {images} in the style of another.",
    };
}
