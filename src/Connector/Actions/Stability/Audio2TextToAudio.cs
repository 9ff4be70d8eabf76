using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityAudio;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation audio2TextToAudio.</summary>
internal static class Audio2TextToAudio
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "stable-audio-2-text-to-audio",
        Title = "Generate Audio From Text",
        Description = "Generates music or sound from a text prompt with Stable Audio 2 and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/audio/stable-audio-2/text-to-audio") with { MaxBodyBytes = MaxBytes2 },
        Parameters = [Prompt, Duration, Model2, Steps2, CfgScale, StabilityParameters.Seed, OutputFormat, .. StabilityParameters.ImageOptions],
        Rules =
        [
            StepsRule,
        ],
        Output = StabilityOutputs.Audio,
        Price = StabilityPrices.Audio2(Model2, Audio25, Steps2, DefaultSteps2),
        Hints = ActionHints.Generates,
        Summary = (values, files) => $"Generated {files} with {values.Get(Model2, Audio2)}.",
    };
}
