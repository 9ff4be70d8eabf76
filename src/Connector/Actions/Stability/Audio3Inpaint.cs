using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityAudio;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation audio3Inpaint.</summary>
internal static class Audio3Inpaint
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "stable-audio-inpaint",
        Title = "Start Audio Inpaint",
        Description = "Begins to redraw a stretch of a sound from a text prompt with Stable Audio 3, and answers the id that stability-get-audio-result fetches it with.",
        Endpoint = Endpoint.PostForm("/v2beta/audio/stable-audio/inpaint") with { MaxBodyBytes = MaxBytes3 },
        Parameters =
        [
            Audio3,
            Prompt,
            MaskStart with { Max = 380 },
            MaskEnd with { Max = 380, Default = 380 },
            Duration with { Max = 380 },
            Model3,
            Steps,
            CfgScale with { Default = 1 },
            StabilityParameters.Seed,
            OutputFormat,
        ],
        Output = StabilityOutputs.Job("get-audio-result"),
        Price = StabilityPrices.Fixed(26),
        Hints = ActionHints.Generates,
        Summary = (_, _) => "Started a redrawn sound",
    };
}
