namespace Connector.Input;

/// <summary>Tells JSON whose quotation marks a shell has kept or taken away, the most frequent slip of those who call by hand.</summary>
internal static class ShellQuoting
{
    private const string Hint =
        " It seems that a shell kept or took away quotation marks. Put the JSON into a file, and send it with curl --json @body.json.";

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>The hint, with a leading space; empty for a body that begins as JSON does.</summary>
    /// <param name="start">The first bytes of the body.</param>
    public static string HintFor(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> byteOrderMark = "\uFEFF"u8;
        var text = (start.StartsWith(byteOrderMark) ? start[byteOrderMark.Length..] : start).TrimStart(Blanks);
        return IsMark(text) || (text is [(byte)'{', ..] && IsBareName(text[1..].TrimStart(Blanks))) ? Hint : "";
    }

    /// <summary>A name without its marks, or with others than JSON's.</summary>
    private static bool IsBareName(ReadOnlySpan<byte> text) =>
        text is [not (byte)'"', ..] && (IsMark(text) || char.IsAsciiLetter((char)text[0]));

    /// <summary>Quotation marks, those of word processors too, and the backslash before one.</summary>
    private static bool IsMark(ReadOnlySpan<byte> text) =>
        text is [(byte)'\'' or (byte)'"' or (byte)'\\' or (byte)'`', ..] || text.StartsWith("\u201C"u8) || text.StartsWith("\u201D"u8) || text.StartsWith("\u2018"u8) || text.StartsWith("\u2019"u8);
}
