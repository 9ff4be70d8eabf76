using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityAudio;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation audio3TextToAudio.</summary>
internal static class Audio3TextToAudio
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "stable-audio-text-to-audio",
        Title = "Start Audio From Text",
        Description = "Begins to generate music or sound from a text prompt with Stable Audio 3, and answers the id that stability-get-audio-result fetches it with.",
        Endpoint = Endpoint.PostForm("/v2beta/audio/stable-audio/text-to-audio") with { MaxBodyBytes = MaxBytes3 },
        Parameters = [Prompt, Duration with { Max = 380 }, Model3, Steps, CfgScale with { Default = 1 }, StabilityParameters.Seed, OutputFormat],
        Output = StabilityOutputs.Job("get-audio-result"),
        Price = StabilityPrices.Fixed(26),
        Hints = ActionHints.Generates,
        Summary = (_, _) => "Started a sound",
    };
}
