using System.Buffers;
using Connector.Images;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>Tells by its first characters whether a text is a file in base64, in any dress.</summary>
internal static class Base64Media
{
    /// <summary>As many characters as a format's first bytes need.</summary>
    private const int TellingCharacters = 16;

    /// <summary>Within so many, all that tell have come, whatever the escapes and line breaks.</summary>
    private const int MostBytes = 256;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>Whether a text, standing behind its quote, is a file; null when more bytes are needed to know.</summary>
    /// <param name="text">The text and what follows it.</param>
    /// <param name="isWhole">Whether no more bytes come.</param>
    public static bool? Look(ReadOnlySpan<byte> text, bool isWhole)
    {
        Span<char> characters = stackalloc char[TellingCharacters];
        var (count, at) = (0, 0);
        if (text.StartsWith("data:"u8) && text[..Math.Min(text.Length, MostBytes)].IndexOf(","u8) is > 0 and var comma)
        {
            at = comma + 1;
        }

        for (var end = Math.Min(text.Length, at + MostBytes); at < end; at++)
        {
            var character = (char)text[at];
            if (character == '"')
            {
                return false;
            }

            if (character == '\\')
            {
                var length = JsonTextStream.Unescape(text[at..], out var escaped);
                if (length <= 0)
                {
                    break;
                }

                (character, at) = ((char)escaped, at + length - 1);
            }

            if (char.IsWhiteSpace(character))
            {
                continue;
            }

            character = character switch { '-' => '+', '_' => '/', _ => character };
            if (!Alphabet.Contains(character))
            {
                return false;
            }

            characters[count++] = character;
            if (count == TellingCharacters)
            {
                Span<byte> head = stackalloc byte[MediaFormat.SignatureBytes];
                return Convert.TryFromBase64Chars(characters, head, out _) && MediaFormat.Detect(head) != MediaFormat.Unknown;
            }
        }

        return isWhole || text.Length >= MostBytes ? false : null;
    }
}
