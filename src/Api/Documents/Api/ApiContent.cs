using System.Text.Json.Nodes;
using Connector.Api.Documents.Schemas;

namespace Connector.Api.Documents.Api;

/// <summary>One form of a body.</summary>
/// <param name="MediaType">Its content type.</param>
/// <param name="Schema">Its shape; null for bytes.</param>
public sealed record ApiContent(string MediaType, Schema? Schema)
{
    /// <summary>The content type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The content type of forms.</summary>
    public const string Form = "multipart/form-data";

    /// <summary>A complete example; null for none.</summary>
    public JsonObject? Example { get; init; }
}
