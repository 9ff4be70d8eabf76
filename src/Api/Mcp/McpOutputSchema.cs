using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Documents;
using Connector.Declaration;
using Connector.Output;

namespace Connector.Api.Mcp;

/// <summary>
/// The receipt of a tool as JSON Schema: what its kind always has for the next step, by the contract that writes it. The protocol wants a
/// schema with each tool, and an object at its root; more words would be read as often as there are tools.
/// </summary>
internal static class McpOutputSchema
{
    private static readonly string Summary = JsonNamingPolicy.SnakeCaseLower.ConvertName(nameof(ActionReceipt.Summary));

    /// <summary>The receipt of an action; where it may be one of two kinds, the members that both have are required.</summary>
    /// <param name="action">The action.</param>
    public static JsonObject Of(ConnectorAction action)
    {
        var kinds = ReceiptTypes.Of(action).Select(type => ApiJson.Default.GetTypeInfo(type)!).ToList();
        var members = kinds.SelectMany(kind => kind.Properties.Where(IsShown)).ToLookup(property => property.Name, StringComparer.Ordinal);
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = members.ToJsonObject(member => member.Key, member => OfValue(member.First().PropertyType)),
            ["required"] = members.Where(member => member.Count() == kinds.Count).ToJsonArray(member => member.Key),
        };
    }

    /// <summary>Not what may be absent (null is never written), not what every receipt tells beside its summary, and no links, which the result has as such.</summary>
    private static bool IsShown(JsonPropertyInfo property) =>
        !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null
        && property.PropertyType != typeof(Uri)
        && (property.DeclaringType != typeof(ActionReceipt) || property.Name == Summary);

    private static JsonObject OfValue(Type type) => ApiJson.Default.GetTypeInfo(type) switch
    {
        _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
        { Kind: JsonTypeInfoKind.Enumerable } => new JsonObject { ["type"] = "array" },
        _ => [],
    };
}
