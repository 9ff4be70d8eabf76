using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation stableFast3d.</summary>
internal static class Fast3d
{
    private static readonly FileParameter ObjectImage = Image with
    {
        Description = "The image of the object.",
        Image = Usual with { MaxPixels = 4_194_304 },
    };

    /// <summary>"A string": the digits are choices.</summary>
    private static readonly ChoiceParameter TextureResolution = new()
    {
        Name = "texture_resolution",
        Label = "Texture Resolution",
        Description = "The side of the model's texture in pixels.",
        AllowedChoices = ["512", "1024", "2048"],
        Default = "1024",
    };

    private static readonly NumberParameter ForegroundRatio = new()
    {
        Name = "foreground_ratio",
        Label = "Foreground Ratio",
        Description = "How large the object is within the frame.",
        Min = 0.1,
        Max = 1,
        Default = 0.85,
        Example = 1,
    };

    private static readonly ChoiceParameter Remesh = new()
    {
        Name = "remesh",
        Label = "Remesh",
        Description = "How the model's surface is meshed anew.",
        AllowedChoices = ["none", "triangle", "quad"],
        Default = "none",
    };

    private static readonly NumberParameter VertexCount = new()
    {
        Name = "vertex_count",
        Label = "Vertex Count",
        Description = "How many vertices the model should have; -1 sets no limit.",
        Min = -1,
        Max = 20_000,
        Default = -1,
        Example = 5000,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "3d-stable-fast-3d",
        Title = "Generate 3D Model Fast",
        Description = "Generates a 3D model from the image of an object and saves it to a GLB file.",
        Endpoint = Endpoint.PostForm("/v2beta/3d/stable-fast-3d") with { MaxBodyBytes = MaxBodyBytes },
        Parameters = [ObjectImage, TextureResolution, ForegroundRatio, Remesh, VertexCount],
        Output = StabilityOutputs.Model,
        Price = StabilityPrices.Fixed(10),
        Hints = ActionHints.Generates,
        Summary = (_, models) => $"Generated {models} with Stable Fast 3D.",
    };
}
