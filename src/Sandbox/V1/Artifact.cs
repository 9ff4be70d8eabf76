using Connector.Pictures;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V1;

/// <summary>One picture of an answer.</summary>
internal sealed record Artifact(PictureOrder Order, PictureSource? Source, string FinishReason, PictureEncoder Encoder)
{
    /// <summary>The picture as PNG; it is drawn here, one at a time, so only the compressed bytes of others are in memory.</summary>
    public ReadOnlyMemory<byte> ToPng(CancellationToken cancellationToken)
    {
        var picture = PlacedPicture.Over(new Landscape(Order), Source);
        var isFiltered = string.Equals(FinishReason, V1.FinishReason.ContentFiltered, StringComparison.Ordinal);
        return Encoder.Encode(isFiltered ? new BlurredPicture(picture) : picture, ImageFormat.Png, cancellationToken);
    }
}
