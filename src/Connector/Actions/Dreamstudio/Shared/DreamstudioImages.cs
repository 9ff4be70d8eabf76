using Connector.Declaration;

namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>How v1 answers images: PNG bytes with headers, or JSON ("samples" above 1).</summary>
internal static class DreamstudioImages
{
    public static ImageOutput Output { get; } = new()
    {
        MediaType = "image/png",
        Count = DreamstudioParameters.Samples,
        Json = new JsonImageShape("base64", "seed", "finishReason"),
        SeedHeader = "Seed",
        FinishReasonHeader = "Finish-Reason",
    };
}
