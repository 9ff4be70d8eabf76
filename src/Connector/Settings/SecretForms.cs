using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Settings;

/// <summary>
/// The forms in which a key can stand in a text: as it is, each character escaped in any of the usual ways (JSON, URL, HTML), wrapped or
/// with invisible characters in it, or in base64, alone or in the midst of more.
/// </summary>
/// <param name="key">The key; null or empty for none.</param>
internal sealed class SecretForms(string? key)
{
    /// <summary>What a shorter key leaves in base64 is found in ordinary words too.</summary>
    private const int ShortestInBase64 = 8;

    /// <summary>What wraps a long text, or cannot be seen in it.</summary>
    private const string Gap = @"(?:[\r\n\u00AD\u200B-\u200F\u2060\uFEFF]|\\[rn])*";

    /// <summary>A longer key, such as a token of Microsoft Entra, is looked for in pieces: one expression can hold only so much.</summary>
    private const int PieceCharacters = 100;

    /// <summary>Made when the first text comes that may hold the key, and once: that takes a thousand times what looking for it does.</summary>
    private readonly Lazy<IReadOnlyList<Regex>> _pieces = new(() => [.. Pieces(key!).Distinct(StringComparer.Ordinal).Select(OfPiece)]);

    /// <summary>Those of no key.</summary>
    public static SecretForms None { get; } = new(null);

    /// <summary>Replaces the key in all its forms, of which none is shorter than it; the time is the text's length.</summary>
    public string Replace(string text, string replacement) => key is { Length: > 0 } && text.Length >= key.Length
        ? _pieces.Value.Aggregate(text, (rest, piece) => piece.Replace(rest, replacement))
        : text;

    private static IEnumerable<string> Pieces(string key)
    {
        var pieces = Math.Max(1, key.Length / PieceCharacters);
        return Enumerable.Range(0, pieces).Select(piece => key[(piece * PieceCharacters)..(piece == pieces - 1 ? key.Length : (piece + 1) * PieceCharacters)]);
    }

    private static Regex OfPiece(string piece)
    {
        var spelled = string.Join(Gap, piece.EnumerateRunes().Select(AnyDress));
        var inBase64 = piece.Length < ShortestInBase64 ? [] : Enumerable.Range(0, 3).Select(before => AnyAlphabet(InBase64(piece, before)));
        return new Regex(string.Join('|', inBase64.Prepend(spelled)), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>A character as it is, behind a backslash, and by its number.</summary>
    private static string AnyDress(Rune character)
    {
        var text = character.ToString();
        var units = string.Concat(text.Select(unit => string.Create(CultureInfo.InvariantCulture, $@"\\u{AnyCase($"{(int)unit:x4}")}")));
        var bytes = string.Concat(Encoding.UTF8.GetBytes(text).Select(one => string.Create(CultureInfo.InvariantCulture, $"%{AnyCase($"{one:x2}")}")));
        var html = string.Create(CultureInfo.InvariantCulture, $"&#0*{character.Value};|&#[xX]0*{AnyCase($"{character.Value:x}")};");
        var named = text switch
        {
            "\"" => "|&quot;",
            "&" => "|&amp;",
            "<" => "|&lt;",
            ">" => "|&gt;",
            "'" => "|&apos;",
            _ => "",
        };
        return $@"(?:\\?{Regex.Escape(text)}|{units}|{bytes}|{html}{named})";
    }

    private static string AnyCase(string digits) =>
        string.Concat(digits.Select(digit => char.IsAsciiLetter(digit) ? $"[{digit}{char.ToUpperInvariant(digit)}]" : $"{digit}"));

    /// <summary>The characters that the key alone decides, behind so many bytes of something else, six bits each; and its end.</summary>
    private static string InBase64(string key, int before)
    {
        byte[] bytes = [.. new byte[before], .. Encoding.UTF8.GetBytes(key)];
        var (first, end) = (((before * 8) + 5) / 6, bytes.Length * 8 / 6);
        return Convert.ToBase64String(bytes)[first..end];
    }

    private static string AnyAlphabet(string base64) =>
        string.Concat(base64.Select(character => character is '+' or '/' ? $"(?:[{(character == '+' ? @"+\-" : "/_")}]|\\\\/)" : $"{character}")) + "(?:[A-Za-z0-9+/_-]={1,2})?";
}
