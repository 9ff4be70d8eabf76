using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Api.Documents;

/// <summary>An event as CloudEvents 1.0 in structured JSON. Attributes of CloudEvents have no separators in their names.</summary>
/// <param name="Id">The event's id, the same for each try.</param>
/// <param name="Source">The server it is from.</param>
/// <param name="Type">What has happened: <c>file.created</c>, <c>run.failed</c> or <c>batch.ended</c>.</param>
/// <param name="Subject">The file's path, or the id of the request or batch.</param>
/// <param name="Time">When.</param>
/// <param name="Data">The file, the problem or the batch.</param>
public sealed record CloudEventDocument(string Id, string Source, string Type, string Subject, DateTimeOffset Time, JsonElement Data)
{
    /// <summary>Its content type.</summary>
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    /// <summary>The version of CloudEvents.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion => "1.0";

    /// <summary>What the data is.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType => "application/json";
}
