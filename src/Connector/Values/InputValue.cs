using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Connector.Failures;

namespace Connector.Values;

/// <summary>
/// A value as the caller wrote it. Builders and forms send numbers and flags as text, so the typed readings accept both
/// forms; they never guess beyond that.
/// </summary>
/// <param name="Json">The value as JSON; a form field is a JSON string. It may go with the document it was read from: what is kept is cloned.</param>
/// <param name="File">The file that came in the value's place; null for other values.</param>
internal readonly record struct InputValue(JsonElement Json, SpooledFile? File = null)
{
    /// <summary>How deep JSON may nest.</summary>
    public const int MostLevels = 32;

    /// <summary>How JSON of callers is parsed.</summary>
    public static JsonDocumentOptions JsonOptions { get; } = new() { MaxDepth = MostLevels };

    /// <summary>A text.</summary>
    public static InputValue OfText(string text)
    {
        using var document = JsonDocument.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        return new InputValue(document.RootElement.Clone());
    }

    /// <summary>JSON null and an empty text count as left out: builders send them for an empty field.</summary>
    public bool IsAbsent => File is null
        && (Json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (Json.ValueKind == JsonValueKind.String && Json.ValueEquals("")));

    /// <summary>
    /// Whether nobody could see that there is anything in it: it holds nothing but white space, which only a text can mean, and letters
    /// such as U+200B, which nobody means. U+0000 is told by its name.
    /// </summary>
    public bool IsBlank => IsAbsent || (File is null && !BeginsVisibly() && TryGetText(out var text) && IsInvisible(text));

    /// <summary>Whether the first letter is one of ASCII that can be seen, which nearly every text begins with: it need not be decoded then.</summary>
    private bool BeginsVisibly() => Json.ValueKind == JsonValueKind.String
        && JsonMarshal.GetRawUtf8Value(Json) is [_, > (byte)' ' and < 0x7F and not (byte)'\\', ..];

    private static bool IsInvisible(string text) =>
        !text.Contains('\0', StringComparison.Ordinal)
        && text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);

    public bool TryGetText(out string text)
    {
        text = "";
        if (Json.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = Json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate such as "\ud800" is valid JSON but no text.
            return false;
        }
    }

    /// <summary>A number as it is written.</summary>
    public bool TryGetNumberText(out string text)
    {
        text = Json.ValueKind == JsonValueKind.Number ? Json.GetRawText() : "";
        return text.Length > 0;
    }

    public bool TryGetWhole(out long number)
    {
        if (Json.ValueKind == JsonValueKind.Number)
        {
            return Json.TryGetInt64(out number) || WholeFrom(Json.GetRawText(), out number);
        }

        number = 0;
        return TryGetText(out var text) && WholeFrom(text, out number);
    }

    public bool TryGetNumber(out double number)
    {
        number = 0;
        return (Json.ValueKind == JsonValueKind.Number && Json.TryGetDouble(out number) && double.IsFinite(number))
            || (TryGetText(out var text)
                && double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                && double.IsFinite(number));
    }

    public bool TryGetFlag(out bool flag)
    {
        flag = Json.ValueKind == JsonValueKind.True;
        return Json.ValueKind is JsonValueKind.True or JsonValueKind.False
            || (TryGetText(out var text) && bool.TryParse(text, out flag));
    }

    public bool TryGetObject(out JsonElement element) => TryGetStructure(JsonValueKind.Object, out element);

    public bool TryGetItems(out IReadOnlyList<InputValue> items)
    {
        items = [];
        if (!TryGetStructure(JsonValueKind.Array, out var array))
        {
            return false;
        }

        items = [.. array.EnumerateArray().Select(item => new InputValue(item))];
        return true;
    }

    public bool TryGetMembers(out IReadOnlyList<NamedValue> members)
    {
        members = [];
        if (!TryGetStructure(JsonValueKind.Object, out var element))
        {
            return false;
        }

        members = NamedValue.MembersOf(element);
        return true;
    }

    /// <summary>The value in a few words for a message.</summary>
    public string Describe() => File is not null ? "a file" : Json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => TryGetText(out var text) ? $"\"{InputText.Shorten(text)}\"" : "a text that is not valid Unicode",
        _ => InputText.Shorten(Json.GetRawText()),
    };

    /// <summary>An object or list, also when it comes as text: a form field and many builders cannot send it otherwise.</summary>
    private bool TryGetStructure(JsonValueKind kind, out JsonElement element)
    {
        element = Json;
        if (Json.ValueKind == kind)
        {
            return true;
        }

        if (!TryGetText(out var text))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text, JsonOptions);
            element = document.RootElement.Clone();
            return element.ValueKind == kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Accepts "7" and also "7.0" and 7e0: builders that only know decimals write whole numbers that way.</summary>
    private static bool WholeFrom(string text, out long number)
    {
        number = 0;
        if (!decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || value != decimal.Truncate(value)
            || value is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        number = (long)value;
        return true;
    }
}
