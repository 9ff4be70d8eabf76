namespace Connector.Pictures;

/// <summary>The formats that the upstream APIs take.</summary>
internal enum ImageFormat
{
    Png,
    Jpeg,
    Webp,
}
