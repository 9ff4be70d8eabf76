using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>Documents as JSON.</summary>
internal static class WrittenDocument
{
    /// <summary>Writes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="version">The version of the specification.</param>
    public static JsonObject ToJson(this OpenApiDocument document, OpenApiSpecVersion version)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAs(version, new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return JsonNode.Parse(text.ToString())!.AsObject();
    }
}
