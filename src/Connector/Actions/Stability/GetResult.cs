using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation fetchResult.</summary>
internal static class GetResult
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "get-result",
        Title = "Get Result",
        Description = "Fetches the image of a job that upscale-creative or edit-replace-background-and-relight began and saves it to a file.",
        Endpoint = Endpoint.Get("/v2beta/results/", ResultId),
        Parameters = [ResultId, WaitSeconds, .. ImageOptions],
        Output = StabilityOutputs.ResultOf(StabilityOutputs.Image, "*/*"),
        Price = StabilityPrices.Free,
        Hints = ActionHints.Fetches,
        Summary = (_, images) => $"Fetched {images}.",
    };
}
