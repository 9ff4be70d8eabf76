using System.Text.Json;
using Connector.Declaration;

namespace Connector.Upstream;

/// <summary>Reads JSON answers that are no media: small, so they are held in memory.</summary>
internal static class JsonAnswerReader
{
    /// <summary>The id of a job that upstream has begun.</summary>
    public static async Task<string> ReadIdAsync(HttpResponseMessage response, ConnectorApp app, CancellationToken cancellationToken)
    {
        var answer = await ReadJsonAsync(response, app, cancellationToken);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("id", out var id) && id.GetString() is { Length: > 0 } text
            ? text
            : throw UpstreamFailures.Malformed(app, "it must hold the job's id");
    }

    /// <summary>The whole answer.</summary>
    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, ConnectorApp app, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = new UpstreamBodyStream(await response.Content.ReadAsStreamAsync(cancellationToken), app, mostBytes: 4 * 1024 * 1024);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw UpstreamFailures.Malformed(app, "its JSON is broken", exception);
        }
    }
}
