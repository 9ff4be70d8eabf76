using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityAudio;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation audio3AudioToAudio.</summary>
internal static class Audio3AudioToAudio
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "stable-audio-audio-to-audio",
        Title = "Start Audio From Audio",
        Description = "Begins to generate music or sound from a sound and a text prompt with Stable Audio 3, and answers the id that stability-get-audio-result fetches it with.",
        Endpoint = Endpoint.PostForm("/v2beta/audio/stable-audio/audio-to-audio") with { MaxBodyBytes = MaxBytes3 },
        Parameters =
        [
            Audio3,
            Prompt,
            Duration with { Max = 380 },
            Strength,
            Model3,
            Steps,
            CfgScale with { Default = 1 },
            StabilityParameters.Seed,
            OutputFormat,
        ],
        Output = StabilityOutputs.Job("get-audio-result"),
        Price = StabilityPrices.Fixed(26),
        Hints = ActionHints.Generates,
        Summary = (_, _) => "Started a sound",
    };
}
