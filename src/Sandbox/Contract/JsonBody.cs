using System.Text.Json;

namespace Connector.Sandbox.Contract;

/// <summary>Reads the JSON of a request.</summary>
internal static class JsonBody
{
    /// <summary>The document, or null when the body is no JSON or holds text that cannot be read.</summary>
    public static async Task<JsonDocument?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        JsonDocument? document = null;
        try
        {
            document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            ReadText(document.RootElement);
            return document;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            document?.Dispose();
            return null;
        }
    }

    /// <summary>Parsing passes half a surrogate pair and broken UTF-8 in names and texts; they only show when they are read.</summary>
    private static void ReadText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadText(property.Value);
                }

                break;
        }
    }
}
