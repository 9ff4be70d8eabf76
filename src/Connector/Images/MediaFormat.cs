namespace Connector.Images;

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

    /// <summary>A 3D model in one binary glTF file.</summary>
    public static MediaFormat Glb { get; } = new("model/gltf-binary", ".glb");

    /// <summary>WAV audio.</summary>
    public static MediaFormat Wav { get; } = new("audio/wav", ".wav");

    /// <summary>MP3 audio.</summary>
    public static MediaFormat Mp3 { get; } = new("audio/mpeg", ".mp3");

    /// <summary>Bytes of no known format.</summary>
    public static MediaFormat Unknown { get; } = new("application/octet-stream", ".bin");

    /// <summary>What people call it, for example <c>png</c>.</summary>
    public string Name => Extension[1..];

    /// <summary>Whether it is one of the image formats, which <see cref="ImageScanner"/> follows to their end.</summary>
    internal bool IsImage => this == Png || this == Jpeg || this == Webp;

    internal static IReadOnlyList<MediaFormat> Known { get; } = [Png, Jpeg, Webp, Glb, Wav, Mp3];

    /// <summary>Tells the format from the first bytes.</summary>
    /// <param name="head">The first bytes of the media, twelve if there are as many.</param>
    public static MediaFormat Detect(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? Jpeg
        : IsRiff(head, "WEBP"u8) ? Webp
        : IsRiff(head, "WAVE"u8) ? Wav
        : head.StartsWith("glTF"u8) ? Glb
        : head.StartsWith("ID3"u8) || IsMp3Frame(head) ? Mp3
        : Unknown;

    /// <summary>The format that a stored file's extension stands for.</summary>
    /// <param name="path">The file's path.</param>
    public static MediaFormat FromPath(string path) =>
        Known.FirstOrDefault(format => path.EndsWith(format.Extension, StringComparison.Ordinal)) ?? Unknown;

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= SignatureBytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith(form);

    /// <summary>Eleven set bits are a weak signature, so the fields beside them must also be possible: version, layer III, bit and sample rate.</summary>
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 3
        && head[0] == 0xFF
        && (head[1] & 0xE6) == 0xE2
        && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0x00 or 0xF0)
        && (head[2] & 0x0C) != 0x0C;
}
