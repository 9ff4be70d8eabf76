using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editRemoveBackground.</summary>
internal static class EditRemoveBackground
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-remove-background",
        Title = "Remove Background",
        Description = "Cuts the foreground out of an image and saves the result with a transparent background to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/remove-background") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Image with { Image = Usual with { MaxPixels = 4_194_304 } },
            OutputFormat with { AllowedChoices = ["png", "webp"] },
            .. ImageOptions,
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(5),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Removed the background of {images}.",
    };
}
