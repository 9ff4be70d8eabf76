namespace Connector.Images;

/// <summary>What is to become of a picture.</summary>
/// <param name="Width">The width wanted, in pixels.</param>
/// <param name="Height">The height wanted.</param>
/// <param name="Placement">How it is placed in there.</param>
/// <param name="Format">The format: PNG, JPEG or WebP.</param>
public sealed record PictureOrder(int Width, int Height, PicturePlacement Placement, MediaFormat Format);
