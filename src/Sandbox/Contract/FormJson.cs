using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Connector.Sandbox.Contract;

/// <summary>
/// Writes a form as the JSON that its schema describes, so that one checker serves both: numbers and booleans arrive as texts and are
/// parsed where the schema wants them. A text that is none stays a text, which the checker then finds to be of the wrong type.
/// </summary>
internal sealed class FormJson(ApiDocument document)
{
    public JsonElement Write(MultipartForm form, JsonElement schema)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            WriteObject(json, FormNode.Of(form), schema);
        }

        var reader = new Utf8JsonReader(bytes.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private void WriteObject(Utf8JsonWriter json, FormNode node, JsonElement schema)
    {
        json.WriteStartObject();
        foreach (var (name, member) in document.Properties(schema).DistinctBy(property => property.Name, StringComparer.Ordinal))
        {
            if (node.Children.TryGetValue(name, out var child))
            {
                json.WritePropertyName(name);
                WriteValue(json, child, member);
            }
        }

        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, FormNode node, JsonElement schema)
    {
        var type = schema.TryGetProperty("type", out var declared) ? declared.GetString() : "string";
        switch (type)
        {
            case "array" when node.Children.Count > 0:
                json.WriteStartArray();
                foreach (var item in node.Items())
                {
                    WriteValue(json, item, document.Resolve(schema.GetProperty("items")));
                }

                json.WriteEndArray();
                break;
            case "object" when node.Children.Count > 0:
                WriteObject(json, node, schema);
                break;
            default:
                WriteScalar(json, node, type ?? "", ApiDocument.IsBinary(schema));
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, FormNode node, string type, bool isBinary)
    {
        switch (node.Text)
        {
            case null when isBinary:
                json.WriteStringValue("file");
                break;
            case null:
                // A file, or names within a name, where a text belongs: of the wrong type for every schema of a single value.
                json.WriteNullValue();
                break;
            case var text when type is "number" or "integer" && TryWriteNumber(json, text):
                break;
            case var text when type is "object" && TryWriteObject(json, text):
                break;
            case "true" when type is "boolean":
                json.WriteBooleanValue(true);
                break;
            case "false" when type is "boolean":
                json.WriteBooleanValue(false);
                break;
            case var text:
                json.WriteStringValue(text);
                break;
        }
    }

    /// <summary>OpenAPI: a part whose schema is an object has the content type application/json unless another is given.</summary>
    private static bool TryWriteObject(Utf8JsonWriter json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                document.RootElement.WriteTo(json);
                return true;
            }
        }
        catch (JsonException)
        {
            // It stays a text, which the schema refuses.
        }

        return false;
    }

    private static bool TryWriteNumber(Utf8JsonWriter json, string text)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            json.WriteNumberValue(whole);
            return true;
        }

        if (!double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return false;
        }

        // With its fraction kept, 512.0 is as little an integer here as it is in JSON.
        var written = number.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(written.AsSpan().IndexOfAny('.', 'E') < 0 ? written + ".0" : written);
        return true;
    }
}
