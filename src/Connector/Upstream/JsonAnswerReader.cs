using System.Text.Json;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>Reads JSON answers that are no media: small, so they are held in memory.</summary>
internal static class JsonAnswerReader
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The id of a job that upstream has begun.</summary>
    public static async Task<string> ReadIdAsync(HttpResponseMessage response, AppConnection connection, CancellationToken cancellationToken)
    {
        var answer = new UpstreamAnswer(response, connection);
        await using var body = await AnswerBody.OpenAsync(response, connection.App, cancellationToken);
        var json = await ReadAsync(answer, body, cancellationToken);
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? text
            : throw UpstreamFailures.NoJson(answer, body, "it must hold the job's id");
    }

    /// <summary>The whole answer, without the key.</summary>
    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, AppConnection connection, CancellationToken cancellationToken)
    {
        var answer = new UpstreamAnswer(response, connection);
        await using var body = await AnswerBody.OpenAsync(response, connection.App, cancellationToken);
        return await ReadAsync(answer, body, cancellationToken);
    }

    private static async Task<JsonElement> ReadAsync(UpstreamAnswer answer, AnswerBody body, CancellationToken cancellationToken)
    {
        try
        {
            // Not disposed of here: it reads the body, which goes on to be looked at.
            var limited = new UpstreamBodyStream(body.AsJson(), answer.Connection.App, MostBytes);
            using var document = await JsonDocument.ParseAsync(limited, cancellationToken: cancellationToken);
            return UpstreamWords.CarriesError(document.RootElement)
                ? throw UpstreamFailures.NoJson(answer, body, "it is an error")
                : SecretScrubber.Scrub(document.RootElement, answer.Connection.Secret);
        }
        catch (JsonException exception)
        {
            throw body.Head.IsEmpty ? UpstreamFailures.Nothing(answer.Connection.App)
                : body.IsUnended ? UpstreamFailures.CutShort(answer.Connection.App, exception)
                : UpstreamFailures.NoJson(answer, body, "its JSON is broken", exception);
        }
    }
}
