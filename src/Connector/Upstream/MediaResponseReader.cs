using System.Globalization;
using System.Net.Http.Headers;
using Connector.Declaration;
using Connector.Failures;

namespace Connector.Upstream;

/// <summary>Hands the files of a successful answer on as streams, in either form upstream answers.</summary>
internal static class MediaResponseReader
{
    /// <summary>Reads the answer to its end.</summary>
    /// <param name="response">The answer; its headers are there, its body is on its way.</param>
    /// <param name="output">What the action brings back.</param>
    /// <param name="app">The app that was called.</param>
    /// <param name="receive">Takes one file's bytes; it must read the stream to its end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What was said about each file, in the order received.</returns>
    public static async Task<IReadOnlyList<MediaFacts>> ReadAsync(
        HttpResponseMessage response,
        MediaOutput output,
        ConnectorApp app,
        Func<Stream, CancellationToken, Task> receive,
        CancellationToken cancellationToken)
    {
        var mediaType = MediaTypeOf(response.Content.Headers);
        await using var body = new UpstreamBodyStream(await response.Content.ReadAsStreamAsync(cancellationToken), app);

        // The form is told by what came, not by what was asked for.
        if (IsMedia(mediaType))
        {
            await receive(body, cancellationToken);
            return [FromHeaders(response.Headers, output)];
        }

        if (output.Json is not null && mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new JsonMediaReader(body, output.Json, app);
            return await reader.ReadAsync(receive, cancellationToken);
        }

        throw UpstreamFailures.Malformed(app, $"a file of type {output.Noun} was due, its content type is \"{InputText.Shorten(mediaType)}\"");
    }

    /// <summary>v2beta sends "application/json; type=image/png": with a bare slash in it, that is no parameter a parser takes.</summary>
    private static string MediaTypeOf(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString().Split(';')[0].Trim() : "";

    private static bool IsMedia(string mediaType) => mediaType.Split('/')[0].ToLowerInvariant() is "image" or "audio" or "model";

    private static MediaFacts FromHeaders(HttpResponseHeaders headers, MediaOutput output)
    {
        var seed = long.TryParse(Value(output.SeedHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        return new MediaFacts(seed, Value(output.FinishReasonHeader));

        string? Value(string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
    }
}
