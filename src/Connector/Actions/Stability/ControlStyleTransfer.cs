using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation controlStyleTransfer.</summary>
internal static class ControlStyleTransfer
{
    private static readonly FileParameter InitImage = Image with
    {
        Name = "init_image",
        Label = "Init Image",
        Description = "The image to restyle.",
        Image = UsualAspect with { MaxSide = 16_383 },
    };

    private static readonly FileParameter StyleImage = InitImage with
    {
        Name = "style_image",
        Label = "Style Image",
        Description = "The image whose style is taken.",
        Image = Usual with { MaxSide = 16_383 },
    };

    private static readonly NumberParameter StyleStrength = ControlStrength with
    {
        Name = "style_strength",
        Label = "Style Strength",
        Description = "How much the style image counts.",
        Default = 1,
    };

    private static readonly NumberParameter CompositionFidelity = ControlStrength with
    {
        Name = "composition_fidelity",
        Label = "Composition Fidelity",
        Description = "How close the composition stays to the init image's.",
        Default = 0.9,
    };

    private static readonly NumberParameter ChangeStrength = ControlStrength with
    {
        Name = "change_strength",
        Label = "Change Strength",
        Description = "How much of the init image may change.",
        Min = 0.1,
        Default = 0.9,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "control-style-transfer",
        Title = "Transfer Style to Image",
        Description = "Gives an image the style of another and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/control/style-transfer") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            InitImage,
            StyleImage,
            Prompt with { Required = false, MinLength = 0 },
            NegativePrompt,
            StyleStrength,
            CompositionFidelity,
            ChangeStrength,
            Seed,
            OutputFormat,
            .. ImageOptions,
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(8),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Transferred a style into {images}.",
    };
}
