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

    /// <summary>FLAC audio.</summary>
    public static MediaFormat Flac { get; } = new("audio/flac", ".flac");

    /// <summary>AAC audio, as a stream of ADTS frames.</summary>
    public static MediaFormat Aac { get; } = new("audio/aac", ".aac");

    /// <summary>GIF.</summary>
    public static MediaFormat Gif { get; } = new("image/gif", ".gif");

    /// <summary>AVIF.</summary>
    public static MediaFormat Avif { get; } = new("image/avif", ".avif");

    /// <summary>HEIC, as telephones take it.</summary>
    public static MediaFormat Heic { get; } = new("image/heic", ".heic");

    /// <summary>JPEG XL.</summary>
    public static MediaFormat Jxl { get; } = new("image/jxl", ".jxl");

    /// <summary>TIFF.</summary>
    public static MediaFormat Tiff { get; } = new("image/tiff", ".tiff");

    /// <summary>BMP.</summary>
    public static MediaFormat Bmp { get; } = new("image/bmp", ".bmp");

    /// <summary>Ogg audio.</summary>
    public static MediaFormat Ogg { get; } = new("audio/ogg", ".ogg");

    /// <summary>AAC audio in an MP4 file.</summary>
    public static MediaFormat M4a { get; } = new("audio/mp4", ".m4a");

    /// <summary>Bytes of no known format.</summary>
    public static MediaFormat Unknown { get; } = new("application/octet-stream", ".bin");

    /// <summary>What people call it, for example <c>png</c>.</summary>
    public string Name => Extension[1..];

    /// <summary>Whether it is one of the image formats whose header is read.</summary>
    internal bool IsImage => this == Png || this == Jpeg || this == Webp;

    /// <summary>The formats that some action takes or makes by its document.</summary>
    internal static IReadOnlyList<MediaFormat> Used { get; } = [Png, Jpeg, Webp, Glb, Wav, Mp3];

    /// <summary>The formats that <see cref="ImageScanner"/> follows to their end.</summary>
    internal static IReadOnlyList<MediaFormat> Followed { get; } = [.. Used, Flac, Aac];

    internal static IReadOnlyList<MediaFormat> Known { get; } = [.. Followed, Gif, Avif, Heic, Jxl, Tiff, Bmp, Ogg, M4a];

    /// <summary>Tells the format from the first bytes.</summary>
    /// <param name="head">The first bytes of the media, twelve if there are as many; more tell what stands behind a tag of ID3.</param>
    public static MediaFormat Detect(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? Jpeg
        : IsRiff(head, "WEBP"u8) ? Webp
        : IsWave(head) ? Wav
        : head.StartsWith("glTF"u8) ? Glb
        : head.StartsWith("fLaC"u8) ? Flac
        : Id3Tag.Begins(head) ? DetectBehindTag(head)
        : Mp3Frame.Begins(head) ? Mp3
        : AdtsFrame.Begins(head) ? Aac
        : DetectOther(head);

    /// <summary>The format that a stored file's extension stands for.</summary>
    /// <param name="path">The file's path.</param>
    public static MediaFormat FromPath(string path) =>
        Known.FirstOrDefault(format => path.EndsWith(format.Extension, StringComparison.Ordinal)) ?? Unknown;

    /// <summary>Formats that no action takes or makes; they are told so that nothing real is taken for rubbish.</summary>
    private static MediaFormat DetectOther(ReadOnlySpan<byte> head) =>
        head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
        : head.StartsWith<byte>([0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ']) ? Jxl
        : head.StartsWith<byte>([(byte)'I', (byte)'I', 42, 0]) || head.StartsWith<byte>([(byte)'M', (byte)'M', 0, 42]) ? Tiff
        : head.Length >= 10 && head.StartsWith("BM"u8) && head[6..10].IndexOfAnyExcept((byte)0) < 0 ? Bmp
        : head.StartsWith("OggS\0"u8) ? Ogg
        : head.Length >= SignatureBytes && head[4..].StartsWith("ftyp"u8) ? DetectBrand(head.Slice(8, 4))
        : Unknown;

    private static MediaFormat DetectBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) ? Avif
        : brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) ? Heic
        : brand.SequenceEqual("M4A "u8) ? M4a
        : Unknown;

    /// <summary>MP3 unless something else is seen there: it is what carries such tags, and a tag may be longer than what was read.</summary>
    private static MediaFormat DetectBehindTag(ReadOnlySpan<byte> head)
    {
        var behind = Id3Tag.Skip(head);
        return behind.StartsWith("fLaC"u8) ? Flac : AdtsFrame.Begins(behind) ? Aac : Mp3;
    }

    private static bool IsWave(ReadOnlySpan<byte> head) =>
        IsRiff(head, "WAVE"u8) || (head.Length >= SignatureBytes && (head.StartsWith("RF64"u8) || head.StartsWith("BW64"u8)) && head[8..].StartsWith("WAVE"u8));

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= SignatureBytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith(form);
}
