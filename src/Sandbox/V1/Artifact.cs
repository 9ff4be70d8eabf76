using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V1;

/// <summary>One picture of an answer.</summary>
internal sealed record Artifact(PictureOrder Order, PictureSource? Source, string FinishReason)
{
    /// <summary>The picture as PNG; it is drawn here, row by row, so only the compressed bytes are ever in memory.</summary>
    public ReadOnlyMemory<byte> ToPng(CancellationToken cancellationToken)
    {
        var picture = PlacedPicture.Over(new Landscape(Order), Source);
        var isFiltered = string.Equals(FinishReason, V1.FinishReason.ContentFiltered, StringComparison.Ordinal);
        using var png = new MemoryStream();
        PngWriter.Write(isFiltered ? new BlurredPicture(picture) : picture, png, cancellationToken);
        return png.GetBuffer().AsMemory(0, (int)png.Length);
    }
}
