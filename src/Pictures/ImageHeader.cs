namespace Connector.Pictures;

/// <summary>What an image file says of itself; neither a file name nor a content type is believed.</summary>
internal sealed record ImageHeader(ImageFormat Format, int Width, int Height, bool HasAlpha)
{
    /// <summary>Whether EXIF lays the stored picture on its side: what is seen is as wide as the file says it is high.</summary>
    public bool IsOnItsSide { get; init; }

    /// <summary>The format as the documents write it.</summary>
    public string FormatName => Format switch
    {
        ImageFormat.Png => "png",
        ImageFormat.Jpeg => "jpeg",
        _ => "webp",
    };

    public long Pixels => (long)Width * Height;

    /// <summary>For example <c>1024x768</c>, as the file says it.</summary>
    public string Size => $"{Width}x{Height}";

    /// <summary>How wide it is seen.</summary>
    public int SeenWidth => IsOnItsSide ? Height : Width;

    public int SeenHeight => IsOnItsSide ? Width : Height;

    /// <summary>The header of a file, or null when it is no image of the three formats or ends too early.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> file)
    {
        using var image = ImageFile.Open(file);
        return image?.Header;
    }
}
