using System.Text;
using System.Text.Unicode;

namespace Connector.Upstream;

/// <summary>Text that upstream sends, in whatever encoding it comes.</summary>
internal static class AnswerText
{
    /// <summary>So many bytes tell whether something is text.</summary>
    private const int TellingBytes = 512;

    /// <summary>The encoding that a byte order mark names; null when there is none.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">The length of the mark.</param>
    public static Encoding? Mark(ReadOnlySpan<byte> bytes, out int length)
    {
        Encoding? encoding =
            bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? Encoding.UTF8
            : bytes.StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode
            : bytes.StartsWith<byte>([0xFE, 0xFF]) ? Encoding.BigEndianUnicode
            : null;
        length = encoding is null ? 0 : encoding is UTF8Encoding ? 3 : 2;
        return encoding;
    }

    /// <summary>The whole text: by its mark, as UTF-8, or else with a character for each byte.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = Mark(bytes, out var mark);
        if (encoding is not null)
        {
            return encoding.GetString(bytes[mark..]);
        }

        return (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
    }

    /// <summary>Where its text begins, behind blanks.</summary>
    public static string Begin(ReadOnlySpan<byte> bytes) => Decode(Telling(bytes)).TrimStart();

    /// <summary>Whether bytes are text: there is something, and nothing that no text has.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        var text = Decode(Telling(bytes));
        return text.Length > 0 && !text.Any(character => character is < ' ' or '\u007F' && !char.IsWhiteSpace(character));
    }

    /// <summary>The first bytes, not cut within a character.</summary>
    private static ReadOnlySpan<byte> Telling(ReadOnlySpan<byte> bytes)
    {
        var end = Math.Min(bytes.Length, TellingBytes);
        while (end > 0 && end < bytes.Length && (bytes[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return bytes[..end];
    }
}
