using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Api.Documents;

/// <summary>Puts documents together: what there is nothing to say of is left out.</summary>
internal static class JsonMembers
{
    /// <summary>Adds a member unless it is null.</summary>
    public static void Set(this JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }
    }

    /// <summary>An object with a member for each item.</summary>
    public static JsonObject ToJsonObject<T>(this IEnumerable<T> items, Func<T, string> name, Func<T, JsonNode?> value) =>
        new(items.Select(item => KeyValuePair.Create(name(item), value(item))));

    /// <summary>A list with an element for each item; null for none.</summary>
    public static JsonArray? ToJsonArray<T>(this IEnumerable<T> items, Func<T, JsonNode> value) =>
        items.Select(value).ToArray() is { Length: > 0 } all ? new JsonArray(all) : null;

    /// <summary>The value as a node of its own.</summary>
    public static JsonNode? ToNode(this JsonElement? value) => value is { } element ? JsonNode.Parse(element.GetRawText()) : null;
}
