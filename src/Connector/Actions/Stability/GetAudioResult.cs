using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation fetchAudioResult.</summary>
internal static class GetAudioResult
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "get-audio-result",
        Title = "Get Audio Result",
        Description = "Fetches the sound of a job that a Stable Audio 3 action began and saves it to a file.",
        Endpoint = Endpoint.Get("/v2beta/audio/results/", ResultId),
        Parameters = [ResultId, WaitSeconds, .. ImageOptions],
        Output = StabilityOutputs.ResultOf(StabilityOutputs.Audio, "audio/*"),
        Price = StabilityPrices.Free,
        Hints = ActionHints.Fetches,
        Summary = (_, files) => $"Fetched {files}.",
    };
}
