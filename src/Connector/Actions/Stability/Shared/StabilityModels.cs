using Connector.Declaration;

namespace Connector.Actions.Stability.Shared;

/// <summary>Parameters of the 3D actions.</summary>
internal static class StabilityModels
{
    public static FileParameter ObjectImage { get; } = StabilityParameters.Image with
    {
        Description = "The image of the object.",
        Image = StabilityParameters.Usual with { MaxPixels = 4_194_304 },
    };

    /// <summary>"A string": the digits are choices.</summary>
    public static ChoiceParameter TextureResolution { get; } = new()
    {
        Name = "texture_resolution",
        Label = "Texture Resolution",
        Description = "The side of the model's texture in pixels.",
        AllowedChoices = ["512", "1024", "2048"],
        Default = "1024",
    };

    public static NumberParameter ForegroundRatio { get; } = new()
    {
        Name = "foreground_ratio",
        Label = "Foreground Ratio",
        Description = "How large the object is within the frame.",
        Min = 0.1,
        Max = 1,
        Default = 0.85,
        Example = 1,
    };

    public static ChoiceParameter Remesh { get; } = new()
    {
        Name = "remesh",
        Label = "Remesh",
        Description = "How the model's surface is meshed anew.",
        AllowedChoices = ["none", "triangle", "quad"],
        Default = "none",
    };
}
