namespace Connector.Sandbox.Inputs;

/// <summary>The formats that the upstream APIs take.</summary>
internal enum ImageFormat
{
    Png,
    Jpeg,
    Webp,
}
