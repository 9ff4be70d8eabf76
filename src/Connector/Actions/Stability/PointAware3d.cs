using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityModels;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation stablePointAware3d.</summary>
internal static class PointAware3d
{
    private static readonly ChoiceParameter TargetType = new()
    {
        Name = "target_type",
        Label = "Target Type",
        Description = "What the target count counts.",
        AllowedChoices = ["none", "vertex", "face"],
        Default = "none",
    };

    private static readonly NumberParameter TargetCount = new()
    {
        Name = "target_count",
        Label = "Target Count",
        Description = "How many vertices or faces the model should have.",
        Min = 100,
        Max = 20_000,
        Default = 1000,
        Example = 5000,
    };

    private static readonly NumberParameter GuidanceScale = new()
    {
        Name = "guidance_scale",
        Label = "Guidance Scale",
        Description = "How strictly the points follow the image.",
        Min = 1,
        Max = 10,
        Default = 3,
        Example = 4,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "3d-stable-point-aware-3d",
        Title = "Generate Point Aware 3D Model",
        Description = "Generates a 3D model with a complete back from the image of an object and saves it to a GLB file.",
        Endpoint = Endpoint.PostForm("/v2beta/3d/stable-point-aware-3d") with { MaxBodyBytes = StabilityParameters.MaxBodyBytes },
        Parameters = [ObjectImage, TextureResolution, ForegroundRatio with { Min = 1, Max = 2, Default = 1.3 }, Remesh, TargetType, TargetCount, GuidanceScale, StabilityParameters.Seed],
        Output = StabilityOutputs.Model,
        Price = StabilityPrices.Fixed(4),
        Hints = ActionHints.Generates,
        Summary = (_, models) => $"Generated {models} with Stable Point Aware 3D.",
    };
}
