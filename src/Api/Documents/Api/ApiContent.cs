using System.Text.Json.Nodes;

namespace Connector.Api.Documents.Api;

/// <summary>The body of a request or an answer.</summary>
/// <param name="MediaType">Its content type.</param>
/// <param name="Shape">What it holds.</param>
public sealed record ApiContent(string MediaType, ApiShape Shape)
{
    /// <summary>The content type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The content type of bytes that nothing is said of.</summary>
    public const string AnyBytes = "application/octet-stream";

    /// <summary>A complete example; null for none.</summary>
    public JsonObject? Example { get; init; }
}
