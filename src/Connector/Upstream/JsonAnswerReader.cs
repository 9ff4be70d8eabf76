using System.Text.Json;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>Reads JSON answers that are no media: small, so they are held in memory.</summary>
internal static class JsonAnswerReader
{
    /// <summary>The id of a job that upstream has begun.</summary>
    public static async Task<string> ReadIdAsync(HttpResponseMessage response, AppConnection connection, CancellationToken cancellationToken)
    {
        var answer = await ReadJsonAsync(response, connection, cancellationToken);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? text
            : throw UpstreamFailures.Malformed(connection.App, "it must hold the job's id");
    }

    /// <summary>The whole answer, without the key.</summary>
    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, AppConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = new UpstreamBodyStream(await response.Content.ReadAsStreamAsync(cancellationToken), connection.App, mostBytes: 4 * 1024 * 1024);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return SecretScrubber.Scrub(document.RootElement, connection.ApiKey);
        }
        catch (JsonException exception)
        {
            throw UpstreamFailures.Malformed(connection.App, "its JSON is broken", exception);
        }
    }
}
