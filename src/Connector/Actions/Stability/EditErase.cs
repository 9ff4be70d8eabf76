using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editErase.</summary>
internal static class EditErase
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-erase",
        Title = "Erase From Image",
        Description = "Removes what a mask covers from an image and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/erase") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [Image, Mask, GrowMask, Seed, OutputFormat, .. ImageOptions],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(5),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Erased the masked part into {images}.",
    };
}
