using System.Text;

namespace Connector.Api.Http;

/// <summary>Character encodings by the names that callers write.</summary>
internal static class Charsets
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a text in this charset is one in UTF-8 too.</summary>
    public static bool IsUtf8(string name) => Plain(name) is "utf8" or "cp65001" or "unicode11utf8" or "usascii" or "ascii" or "iso646us" or "ansix3.41968";

    /// <summary>The encoding, which refuses bytes that are none of its own; null when nobody knows it.</summary>
    public static Encoding? Find(string name)
    {
        if (Plain(name) is "utf8" or "cp65001")
        {
            return Utf8;
        }

        var known = Plain(name) switch
        {
            "ascii" or "usascii" => "us-ascii",
            "latin1" => "iso-8859-1",
            ['c', 'p', .. var page] => $"windows-{page}",
            _ => name.Trim(),
        };
        return Find(Encoding.GetEncoding, known) ?? Find((text, encoder, decoder) => CodePagesEncodingProvider.Instance.GetEncoding(text, encoder, decoder), known);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="bytes">The bytes, with a byte order mark or without.</param>
    /// <exception cref="DecoderFallbackException">The bytes are no text in this encoding.</exception>
    public static string Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        // "utf-16" says nothing of the order of bytes; a mark does.
        if (encoding.CodePage == Encoding.Unicode.CodePage && bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Decode(new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), bytes);
        }

        var text = encoding.GetString(bytes);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    private static Encoding? Find(Func<string, EncoderFallback, DecoderFallback, Encoding?> find, string name)
    {
        try
        {
            return find(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Plain(string name) =>
        name.Trim().ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
