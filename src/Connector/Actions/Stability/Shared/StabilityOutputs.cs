using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability.Shared;

/// <summary>What v2beta brings back.</summary>
internal static class StabilityOutputs
{
    private const string AsJson = "application/json";
    private const string AnyImage = "image/*";
    private const string AnyAudio = "audio/*";

    /// <summary>An image in the format asked for.</summary>
    public static MediaOutput Image { get; } = new()
    {
        Noun = "image",
        MediaRange = AnyImage,
        Accept = values => values.Get(UpstreamForm, "") == "json" ? AsJson : AnyImage,
        MediaType = values => $"image/{values.Get(OutputFormat, OutputFormat.Default!)}",
        Json = new JsonMediaShape("image", "seed", "finish_reason"),
    };

    /// <summary>A 3D model; it comes as bytes only.</summary>
    public static MediaOutput Model { get; } = new()
    {
        Noun = "3D model",
        MediaRange = "model/*",
        Accept = _ => "*/*",
        MediaType = _ => "model/gltf-binary",
    };

    /// <summary>A sound in the format asked for.</summary>
    public static MediaOutput Audio { get; } = new()
    {
        Noun = "audio file",
        MediaRange = AnyAudio,
        Accept = values => values.Get(UpstreamForm, "") == "json" ? AsJson : AnyAudio,
        MediaType = _ => AnyAudio,
        Json = new JsonMediaShape("audio", "seed", "finish_reason"),
    };

    /// <summary>A job whose result another action fetches.</summary>
    public static JobOutput Job(string resultSlug) => new($"{StabilityApp.App.Slug}-{resultSlug}");

    /// <summary>The result of a job; its format was chosen when it was begun.</summary>
    /// <param name="output">What the job made.</param>
    /// <param name="accept">The range that asks for its bytes; the three routes are documented with three.</param>
    public static MediaOutput ResultOf(MediaOutput output, string accept) => output with
    {
        Accept = values => values.Get(UpstreamForm, "") == "json" ? AsJson : accept,
        MediaType = _ => output.MediaRange,
        Wait = new JobWait(ResultId, WaitSeconds, TimeSpan.FromSeconds(10)),
    };
}
