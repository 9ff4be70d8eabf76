using Connector.Declaration;
using Connector.Failures;
using Connector.Images;

namespace Connector.Actions.Stability.Shared;

/// <summary>Parameters of the audio actions.</summary>
internal static class StabilityAudio
{
    /// <summary>Uploads of Stable Audio 2: 50 MB.</summary>
    public const long MaxBytes2 = 50 * 1024 * 1024;

    /// <summary>Uploads of Stable Audio 3: 100 MB.</summary>
    public const long MaxBytes3 = 100 * 1024 * 1024;

    public const string Audio2 = "stable-audio-2";
    public const string Audio25 = "stable-audio-2.5";

    /// <summary>The document sets a largest length only.</summary>
    public static TextParameter Prompt { get; } = StabilityParameters.Prompt with
    {
        Description = "What the sound should be, in English.",
        MinLength = 0,
        Example = "Waves on a rocky shore, a distant fog horn",
    };

    public static NumberParameter Duration { get; } = new()
    {
        Name = "duration",
        Label = "Duration",
        Description = "The length of the result in seconds.",
        Visibility = Visibility.Important,
        Min = 1,
        Max = 190,
        Default = 190,
        Example = 12,
    };

    public static ChoiceParameter Model2 { get; } = new()
    {
        Name = "model",
        IsModel = true,
        Label = "Model",
        Description = "The model that makes the sound.",
        AllowedChoices = [new(Audio25, "Stable Audio 2.5"), new(Audio2, "Stable Audio 2")],
        Default = Audio2,
        Example = Audio2,
    };

    public static ChoiceParameter Model3 { get; } = Model2 with { AllowedChoices = [new("stable-audio-3", "Stable Audio 3")], Default = "stable-audio-3", Example = null };

    /// <summary>"30-100 (default 50) with stable-audio-2; 4-8 (default 8) with stable-audio-2.5": <see cref="StepsRule"/>.</summary>
    public static WholeNumberParameter Steps2 { get; } = new()
    {
        Name = "steps",
        Label = "Steps",
        Description = "How many sampling steps to run: 30 to 100 with stable-audio-2, 4 to 8 with stable-audio-2.5.",
        Example = 50,
    };

    public const int DefaultSteps2 = 50;

    public static WholeNumberParameter Steps { get; } = Steps2 with
    {
        Description = "How many sampling steps to run.",
        Min = 4,
        Max = 8,
        Default = 8,
        Example = 6,
    };

    public static NumberParameter CfgScale { get; } = new()
    {
        Name = "cfg_scale",
        Label = "CFG Scale",
        Description = "How strictly the sound follows the prompt.",
        Min = 1,
        Max = 25,
        Example = 7,
    };

    public static ChoiceParameter OutputFormat { get; } = StabilityParameters.OutputFormat with { AllowedChoices = ["mp3", "wav"], Default = "mp3", Example = "wav" };

    public static FileParameter Audio { get; } = new()
    {
        Name = "audio",
        Label = "Audio",
        Description = "The sound to start from, 6 to 190 seconds long.",
        Required = true,
        Visibility = Visibility.Important,
        Noun = "audio",
        Formats = [MediaFormat.Mp3, MediaFormat.Wav],
        MaxBytes = MaxBytes2,
    };

    public static FileParameter Audio3 { get; } = Audio with { Description = "The sound to start from, 6 to 380 seconds long.", MaxBytes = MaxBytes3 };

    public static NumberParameter Strength { get; } = StabilityParameters.Strength with
    {
        Description = "How much the result may differ from the sound: 0 returns it, 1 ignores it.",
        Default = 1,
    };

    public static NumberParameter MaskStart { get; } = new()
    {
        Name = "mask_start",
        Label = "Mask Start",
        Description = "The second at which redrawing starts.",
        Visibility = Visibility.Important,
        Min = 0,
        Max = 190,
        Default = 30,
        Example = 2,
    };

    public static NumberParameter MaskEnd { get; } = MaskStart with
    {
        Name = "mask_end",
        Label = "Mask End",
        Description = "The second at which redrawing ends.",
        Default = 190,
        Example = 5,
    };

    public static Rule StepsRule { get; } = Rule.Custom(
        $"{Steps2.Name} must be 30 to 100 with {Audio2} (the default), 4 to 8 with {Audio25}.",
        [Steps2, Model2],
        values =>
        {
            var (least, most) = values.Get(Model2, Audio2) == Audio25 ? (4, 8) : (30, 100);
            return values.TryGet(Steps2, out var steps) && (steps < least || steps > most)
                ? new Problem(Steps2.Name, ProblemCodes.OutOfRange, $"{Steps2.Name} must be {least} to {most} with {values.Get(Model2, Audio2)}; received {steps}.")
                : null;
        });
}
