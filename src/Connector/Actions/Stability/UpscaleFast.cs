using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation upscaleFast.</summary>
internal static class UpscaleFast
{
    private static readonly FileParameter UpscaleInput = Image with
    {
        Description = "The image to enlarge.",
        Image = new ImageLimits { MinSide = 32, MaxSide = 1536, MinPixels = 1024, MaxPixels = 1_048_576 },
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "upscale-fast",
        Title = "Upscale Image Fast",
        Description = "Enlarges an image four times within seconds and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/upscale/fast") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [UpscaleInput, OutputFormat, .. ImageOptions],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(2),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Upscaled {images} fast.",
    };
}
