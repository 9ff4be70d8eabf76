using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>Documents and shapes as JSON.</summary>
internal static class WrittenDocument
{
    /// <summary>Writes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="version">The version of the specification.</param>
    public static JsonObject ToJson(this OpenApiDocument document, OpenApiSpecVersion version) => Write(writer => document.SerializeAs(version, writer));

    /// <summary>Writes a shape as JSON Schema 2020-12, the dialect of OpenAPI 3.1.</summary>
    /// <param name="schema">The shape.</param>
    public static JsonObject ToJson(this OpenApiSchema schema) => Write(schema.SerializeAsV31);

    private static JsonObject Write(Action<OpenApiJsonWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return JsonNode.Parse(text.ToString())!.AsObject();
    }
}
