using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editInpaint.</summary>
internal static class EditInpaint
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-inpaint",
        Title = "Inpaint Image",
        Description = "Redraws what a mask covers from a text prompt and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/inpaint") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Image,
            Prompt,
            NegativePrompt,
            Mask,
            GrowMask with { Max = 100 },
            StylePreset,
            Seed,
            OutputFormat,
            .. ImageOptions,
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(5),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Redrew the masked part into {images}.",
    };
}
