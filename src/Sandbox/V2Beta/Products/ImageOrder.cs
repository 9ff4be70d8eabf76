using Connector.Pictures;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>A picture in one of the three formats.</summary>
internal sealed record ImageOrder(PictureOrder Picture, string Format) : ProductOrder(Picture.Seed)
{
    /// <summary>Whether only the middle is left, on a transparent ground.</summary>
    public bool IsCutOut { get; init; }

    /// <summary>The image that the picture starts from, if any.</summary>
    public PictureSource? Source { get; init; }

    public bool IsFiltered { get; init; }

    public override string JsonName => "image";

    public override string MediaType => "image/" + Format;

    public override ProductOrder Filtered() => this with { IsFiltered = true };

    public override Product Make(PictureEncoder encoder, CancellationToken cancellationToken)
    {
        var picture = PlacedPicture.Over(new Landscape(Picture), Source);
        picture = IsFiltered ? new BlurredPicture(picture) : picture;
        picture = IsCutOut ? new CutOut(picture) : picture;
        var format = Format switch
        {
            "jpeg" => ImageFormat.Jpeg,
            "webp" => ImageFormat.Webp,
            _ => ImageFormat.Png,
        };
        var content = encoder.Encode(picture, format, cancellationToken);
        return new Product(content, MediaType, IsFiltered ? "CONTENT_FILTERED" : Success, Seed);
    }
}
