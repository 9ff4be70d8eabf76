namespace Connector.Images;

/// <summary>What an image's header says.</summary>
/// <param name="Format">PNG, JPEG or WebP.</param>
/// <param name="Width">Pixels across as stored, at least 1. An EXIF orientation is not applied, because upstream measures without it too.</param>
/// <param name="Height">Pixels down as stored, at least 1.</param>
/// <param name="HasAlpha">Whether the header announces transparency.</param>
public sealed record ImageHeader(MediaFormat Format, int Width, int Height, bool HasAlpha);
