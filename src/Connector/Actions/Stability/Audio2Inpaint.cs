using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityAudio;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation audio2Inpaint.</summary>
internal static class Audio2Inpaint
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "stable-audio-2-inpaint",
        Title = "Inpaint Audio",
        Description = "Redraws a stretch of a sound from a text prompt with Stable Audio 2.5 and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/audio/stable-audio-2/inpaint") with { MaxBodyBytes = MaxBytes2 },
        Parameters = [Audio, Prompt, MaskStart, MaskEnd, Duration, Steps, StabilityParameters.Seed, OutputFormat, .. StabilityParameters.ImageOptions],
        Output = StabilityOutputs.Audio,
        Price = StabilityPrices.Fixed(20),
        Hints = ActionHints.Generates,
        Summary = (_, files) => $"Redrew a stretch of {files}.",
    };
}
