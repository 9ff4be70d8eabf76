using System.Text;

namespace Connector.Images;

/// <summary>Says what bytes are, of media and of other files that people and servers send in their place.</summary>
internal static class BytesInWords
{
    /// <summary>As many first bytes as are looked at.</summary>
    public const int TellingBytes = 1024;

    private static readonly Dictionary<MediaFormat, string> Names = new()
    {
        [MediaFormat.Png] = "a PNG picture",
        [MediaFormat.Jpeg] = "a JPEG picture",
        [MediaFormat.Webp] = "a WebP picture",
        [MediaFormat.Glb] = "a GLB model",
        [MediaFormat.Wav] = "WAV sound",
        [MediaFormat.Mp3] = "MP3 sound",
        [MediaFormat.Flac] = "FLAC sound",
        [MediaFormat.Aac] = "AAC sound",
        [MediaFormat.Gif] = "a GIF picture",
        [MediaFormat.Avif] = "an AVIF picture",
        [MediaFormat.Heic] = "a HEIC picture",
        [MediaFormat.Jxl] = "a JPEG XL picture",
        [MediaFormat.Tiff] = "a TIFF picture",
        [MediaFormat.Bmp] = "a BMP picture",
        [MediaFormat.Ogg] = "Ogg sound",
        [MediaFormat.M4a] = "M4A sound",
    };

    /// <summary>What bytes are, for example <c>a GIF picture</c>.</summary>
    /// <param name="head">The first bytes, or all when there are no more.</param>
    public static string Of(ReadOnlySpan<byte> head) => Names.GetValueOrDefault(MediaFormat.Detect(head)) ?? OfOther(head);

    private static string OfOther(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return "empty";
        }

        return head.StartsWith("%PDF"u8) ? "a PDF document"
            : head.StartsWith<byte>([0, 0, 1, 0]) ? "an ICO icon"
            : head.StartsWith<byte>([0xFF, 0x0A]) ? Names[MediaFormat.Jxl]
            : head.StartsWith("8BPS"u8) ? "a Photoshop document"
            : head.StartsWith("PK\u0003\u0004"u8) ? "a ZIP archive"
            : head.StartsWith<byte>([0x1F, 0x8B]) ? "gzip"
            : head.Length >= 8 && head[4..].StartsWith("ftyp"u8) ? "an MP4 file"
            : OfText(head);
    }

    private static string OfText(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, TellingBytes)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) || (text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains("<svg", StringComparison.OrdinalIgnoreCase)) ? "an SVG drawing"
            : text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) ? "a web page (HTML)"
            : text.StartsWith('<') ? "XML or HTML"
            : text.StartsWith('{') || text.StartsWith('[') ? "JSON"
            : text.Length > 0 && !text.Any(character => char.IsControl(character) && !char.IsWhiteSpace(character)) && !text.Contains('\uFFFD', StringComparison.Ordinal) ? "text"
            : "of no known format";
    }
}
