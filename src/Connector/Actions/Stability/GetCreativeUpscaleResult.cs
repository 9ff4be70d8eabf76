using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation fetchCreativeUpscaleResult.</summary>
internal static class GetCreativeUpscaleResult
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "get-creative-upscale-result",
        Title = "Get Creative Upscale Result",
        Description = "Fetches the image of a creative upscale by its older route and saves it to a file.",
        Endpoint = Endpoint.Get("/v2beta/stable-image/upscale/creative/result/", ResultId),
        Parameters = [ResultId, WaitSeconds, .. ImageOptions],
        Output = StabilityOutputs.ResultOf(StabilityOutputs.Image, "image/*"),
        Price = StabilityPrices.Free,
        Hints = ActionHints.Fetches,
        Summary = (_, images) => $"Fetched {images}.",
    };
}
