using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Sandbox.Contract;

/// <summary>A text as JSON, for a checker that takes JSON.</summary>
internal static class TextElement
{
    public static JsonElement Of(string text)
    {
        using var document = JsonDocument.Parse(JsonValue.Create(text).ToJsonString());
        return document.RootElement.Clone();
    }
}
