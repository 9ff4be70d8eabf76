using System.Text.Json;
using Connector.Sandbox.Contract;

namespace Connector.Sandbox.Tests.Support;

/// <summary>The document of v1 and checks of answers against it.</summary>
internal static class V1Document
{
    public const string TextToImage = "/v1/generation/{engine_id}/text-to-image";

    public static ApiDocument Document { get; } = ApiDocument.Load("stability-v1.openapi.json");

    public static void ShouldConform(JsonElement value, JsonElement schema) =>
        Assert.Empty(new SchemaChecker(Document).Check(value, schema));

    /// <summary>The properties of an object schema, those of its allOf included.</summary>
    public static IEnumerable<(string Name, JsonElement Schema)> Properties(JsonElement schema)
    {
        var resolved = Document.Resolve(schema);
        var own = resolved.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => (property.Name, Document.Resolve(property.Value)))
            : [];
        return resolved.TryGetProperty("allOf", out var parts)
            ? own.Concat(parts.EnumerateArray().SelectMany(Properties))
            : own;
    }
}
