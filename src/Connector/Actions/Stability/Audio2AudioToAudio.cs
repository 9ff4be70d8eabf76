using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using Connector.Failures;
using static Connector.Actions.Stability.Shared.StabilityAudio;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation audio2AudioToAudio.</summary>
internal static class Audio2AudioToAudio
{
    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "stable-audio-2-audio-to-audio",
        Title = "Generate Audio From Audio",
        Description = "Generates music or sound from a sound and a text prompt with Stable Audio 2 and saves it to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/audio/stable-audio-2/audio-to-audio") with { MaxBodyBytes = MaxBytes2 },
        Parameters = [Audio, Prompt, Duration, Strength, Model2, Steps2, CfgScale, StabilityParameters.Seed, OutputFormat, .. StabilityParameters.ImageOptions],
        Rules =
        [
            StepsRule,
            Rule.Custom($"With {Model2.Name} = {Audio25}, {Strength.Name} must be at least 0.01.", [Strength, Model2], CheckStrength),
        ],
        Output = StabilityOutputs.Audio,
        Price = StabilityPrices.Audio2(Model2, Audio25, Steps2, DefaultSteps2),
        Hints = ActionHints.Generates,
        Summary = (values, files) => $"Generated {files} from a sound with {values.Get(Model2, Audio2)}.",
    };

    private static Problem? CheckStrength(ParameterValues values) =>
        values.Get(Model2, "") == Audio25 && values.TryGet(Strength, out var strength) && strength < 0.01
            ? new Problem(Strength.Name, ProblemCodes.OutOfRange, $"{Strength.Name} must be at least 0.01 with {Audio25}.")
            : null;
}
