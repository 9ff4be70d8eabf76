using System.Globalization;
using System.Text.Json;
using Connector.Declaration;
using Connector.Images;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>Hands the files of a successful answer on as streams. The bytes tell in which form they came, never the label.</summary>
internal static class MediaResponseReader
{
    private static readonly string[] FinishReasonHeaders = ["finish-reason", "finish_reason", "x-finish-reason"];

    /// <summary>Reads the answer to its end.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body.</param>
    /// <param name="output">What the action brings back.</param>
    /// <param name="results">Opens the files that the answer only names.</param>
    /// <param name="receive">Takes one file's bytes, which may turn out to be none; it must read the stream to its end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<MediaAnswer> ReadAsync(
        UpstreamAnswer answer, AnswerBody body, MediaOutput output, ResultFetcher results, Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        var headers = FromHeaders(answer, output);
        if (MediaFormat.Detect(body.Head) == MediaFormat.Unknown)
        {
            if (body.IsJson)
            {
                return await ReadJsonAsync(answer, body, output, results, headers, receive, cancellationToken);
            }

            if (IsBase64(body, out var isQuoted))
            {
                body.Pass(isQuoted ? 1 : 0);
                using var text = new BufferedBody(body);
                await using var file = new LooseBase64Stream(isQuoted ? new JsonTextStream(text) : body, mayLackPadding: true);
                await receive(file, cancellationToken);
                body.AddMended("It came as a base64 text and was decoded.");
                return new MediaAnswer([headers], []);
            }
        }

        await receive(body, cancellationToken);
        return new MediaAnswer([headers], []);
    }

    private static async Task<MediaAnswer> ReadJsonAsync(
        UpstreamAnswer answer,
        AnswerBody body,
        MediaOutput output,
        ResultFetcher results,
        MediaFacts headers,
        Func<Stream, CancellationToken, Task> receive,
        CancellationToken cancellationToken)
    {
        // Not disposed of here: it reads the body, which goes on to be looked at.
        var json = body.AsJson();
        using var reader = new JsonMediaReader(json, output.Json, answer.Connection.App, address => results.Fetch(address, answer.Connection));
        var files = await reader.ReadAsync(receive, cancellationToken);
        if (reader.WasLoose)
        {
            body.AddMended("A file came in base64 other than by the book (line breaks, a data: prefix or another alphabet) and was decoded.");
        }

        return new MediaAnswer([.. files.Select(Complete)], [.. reader.Missing.Select(missing => missing with { Facts = Complete(missing.Facts) })])
        {
            Broken = reader.Broken,
            BrokeOff = reader.BrokeOff,
            Usage = UsageOf(reader, output, answer),
            Errors = UpstreamWords.CarriesError(reader.Errors) ? UpstreamWords.Read(answer.Status, reader.Errors, answer.Connection).Errors : [],
        };

        // Headers speak of the whole answer.
        MediaFacts Complete(MediaFacts facts) => new(
            facts.Seed ?? (files.Count == 1 ? headers.Seed : null),
            facts.FinishReason is { } reason ? answer.Clean(reason) : headers.FinishReason);
    }

    /// <summary>What the answer said that the call used up; what is no JSON, as a text cut off at its most bytes is none, is left out.</summary>
    private static JsonElement? UsageOf(JsonMediaReader reader, MediaOutput output, UpstreamAnswer answer)
    {
        if (reader.Usage is not { Length: > 0 } said)
        {
            return null;
        }

        try
        {
            var json = new Utf8JsonReader(said);
            return JsonElement.ParseValue(ref json).TryGetProperty(output.Json!.Usage!, out var usage) && usage.ValueKind == JsonValueKind.Object
                ? SecretScrubber.Scrub(usage, answer.Connection.Secret)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a body is a text of base64 and nothing else, quoted or not.</summary>
    private static bool IsBase64(AnswerBody body, out bool isQuoted)
    {
        var head = body.Head;
        isQuoted = head.StartsWith("\""u8);
        return Base64Media.Look(isQuoted ? head[1..] : head, isWhole: true) == true;
    }

    private static MediaFacts FromHeaders(UpstreamAnswer answer, MediaOutput output)
    {
        var seed = long.TryParse(answer.Header(output.SeedHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        return new MediaFacts(seed, FinishReasonHeaders.Prepend(output.FinishReasonHeader).Select(answer.Header).FirstOrDefault(reason => reason is not null));
    }
}
