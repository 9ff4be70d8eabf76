using System.Text.Json;

namespace Connector.Api.Documents;

/// <summary>An event as Standard Webhooks recommends.</summary>
/// <param name="Type">What has happened: <c>file.created</c>, <c>run.failed</c> or <c>batch.ended</c>.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Data">The file, the problem or the batch.</param>
public sealed record EventDocument(string Type, DateTimeOffset Timestamp, JsonElement Data)
{
    /// <summary>Its content type.</summary>
    public const string ContentType = "application/json";
}
