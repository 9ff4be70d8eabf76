namespace Connector.Output;

/// <summary>A media format, told by its first bytes; what upstream or a file name claims does not count.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Extension">The file extension with its dot.</param>
public sealed record MediaFormat(string ContentType, string Extension)
{
    /// <summary>The first bytes needed to tell a format.</summary>
    internal const int SignatureBytes = 12;

    /// <summary>PNG.</summary>
    public static MediaFormat Png { get; } = new("image/png", ".png");

    /// <summary>JPEG.</summary>
    public static MediaFormat Jpeg { get; } = new("image/jpeg", ".jpg");

    /// <summary>WebP.</summary>
    public static MediaFormat Webp { get; } = new("image/webp", ".webp");

    /// <summary>Bytes of no known format.</summary>
    public static MediaFormat Unknown { get; } = new("application/octet-stream", ".bin");

    private static IReadOnlyList<MediaFormat> Known { get; } = [Png, Jpeg, Webp];

    /// <summary>Tells the format from the first bytes.</summary>
    /// <param name="head">The first bytes of the media, twelve if there are as many.</param>
    public static MediaFormat Detect(ReadOnlySpan<byte> head) =>
        head.StartsWith(PngScanner.Signature) ? Png
        : head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.Length >= SignatureBytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? Webp
        : Unknown;

    /// <summary>The format that a stored file's extension stands for.</summary>
    /// <param name="path">The file's path.</param>
    public static MediaFormat FromPath(string path) =>
        Known.FirstOrDefault(format => path.EndsWith(format.Extension, StringComparison.Ordinal)) ?? Unknown;
}
