namespace Connector.Sandbox.Inputs;

/// <summary>What the first bytes of an image file say; neither a file name nor a content type is believed.</summary>
internal sealed record ImageHeader(ImageFormat Format, int Width, int Height, bool HasAlpha)
{
    /// <summary>The format as the documents write it.</summary>
    public string FormatName => Format switch
    {
        ImageFormat.Png => "png",
        ImageFormat.Jpeg => "jpeg",
        _ => "webp",
    };

    public long Pixels => (long)Width * Height;

    /// <summary>For example <c>1024x768</c>.</summary>
    public string Size => $"{Width}x{Height}";

    /// <summary>The header of a file, or null when it is no image of the three formats or ends too early.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> file)
    {
        var header = PngHeader.Read(file) ?? WebpHeader.Read(file) ?? JpegHeader.Read(file);
        return header is { Width: > 0, Height: > 0 } ? header : null;
    }
}
