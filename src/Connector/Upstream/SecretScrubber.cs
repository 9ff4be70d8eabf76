using System.Buffers;
using System.Text;
using System.Text.Json;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>
/// Takes keys out of text that upstream returns, after everything around it is decoded. One pass: a long text costs its length, and no
/// text costs more.
/// </summary>
internal static class SecretScrubber
{
    private const string Replacement = "[key]";

    /// <summary>How keys of Stability and OpenAI begin.</summary>
    private const string KeyStart = "sk-";

    /// <summary>Fewer characters behind the start are a word, not a key.</summary>
    private const int ShortestKey = 4;

    private const string Masks = "*•●…";

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-" + Masks);

    /// <summary>
    /// Removes the key itself, anything shaped like one, and anything masked: v1 answers a bad key with
    /// "Incorrect API key provided: sk-nota***********zzzz", its start and end in clear.
    /// </summary>
    public static string Scrub(string text, SecretForms secret) => Scrub(text, secret, masked: true);

    /// <summary>Removes the key itself and anything shaped like one from every text and name; what else a good answer holds is the account's own data.</summary>
    public static JsonElement Scrub(JsonElement json, SecretForms secret)
    {
        var clean = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(clean))
        {
            Write(writer, json, secret);
        }

        using var document = JsonDocument.Parse(clean.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static string Scrub(string text, SecretForms secret, bool masked)
    {
        text = secret.Replace(text, Replacement);
        var rest = text.AsSpan();
        var clean = new StringBuilder(rest.Length);
        while (!rest.IsEmpty)
        {
            var start = rest.IndexOfAny(WordCharacters);
            clean.Append(start < 0 ? rest : rest[..start]);
            rest = start < 0 ? [] : rest[start..];
            var word = rest[..LengthOfWord(rest)];
            var key = StartOfKey(word, masked);
            clean.Append(word[..key]).Append(key < word.Length ? Replacement : "");
            rest = rest[word.Length..];
        }

        return clean.ToString();
    }

    /// <summary>Dots belong to a word where they stand for what is left out: "sk-ab...yz".</summary>
    private static int LengthOfWord(ReadOnlySpan<char> text)
    {
        var isKey = text.StartsWith(KeyStart, StringComparison.OrdinalIgnoreCase);
        var length = 0;
        while (length < text.Length)
        {
            var end = text[length..].IndexOfAnyExcept(WordCharacters);
            length = end < 0 ? text.Length : length + end;
            var dots = length == text.Length ? 0 : text[length..].IndexOfAnyExcept('.') is var more && more < 0 ? 0 : more;
            if (!isKey || dots < 2 || !WordCharacters.Contains(text[length + dots]))
            {
                break;
            }

            length += dots;
        }

        return length;
    }

    /// <summary>Where in a word a key begins; the word's length when there is none. "task-force" holds none.</summary>
    private static int StartOfKey(ReadOnlySpan<char> word, bool masked)
    {
        if (masked && HasMask(word))
        {
            return 0;
        }

        for (var from = 0; from < word.Length;)
        {
            var at = word[from..].IndexOf(KeyStart, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                break;
            }

            at += from;
            if ((at == 0 || !char.IsAsciiLetterOrDigit(word[at - 1])) && word.Length - at - KeyStart.Length >= ShortestKey)
            {
                return at;
            }

            from = at + KeyStart.Length;
        }

        return word.Length;
    }

    private static bool HasMask(ReadOnlySpan<char> word)
    {
        var run = 0;
        foreach (var character in word)
        {
            run = Masks.Contains(character, StringComparison.Ordinal) ? run + 1 : 0;
            if (run == 3)
            {
                return true;
            }
        }

        return false;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json, SecretForms secret)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    writer.WritePropertyName(Scrub(property.Name, secret, masked: false));
                    Write(writer, property.Value, secret);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Write(writer, item, secret);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Scrub(json.GetString()!, secret, masked: false));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
