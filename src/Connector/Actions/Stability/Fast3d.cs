using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityModels;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation stableFast3d.</summary>
internal static class Fast3d
{
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
        Endpoint = Endpoint.PostForm("/v2beta/3d/stable-fast-3d") with { MaxBodyBytes = StabilityParameters.MaxBodyBytes },
        Parameters = [ObjectImage, TextureResolution, ForegroundRatio, Remesh, VertexCount],
        Output = StabilityOutputs.Model,
        Price = StabilityPrices.Fixed(10),
        Hints = ActionHints.Generates,
        Summary = (_, models) => $"Generated {models} with Stable Fast 3D.",
    };
}
