using System.Globalization;
using System.Net.Http.Headers;
using Connector.Declaration;

namespace Connector.Upstream;

/// <summary>Hands the images of a successful answer on as streams, in either form upstream answers.</summary>
internal static class ImageResponseReader
{
    /// <summary>Reads the answer to its end.</summary>
    /// <param name="response">The answer; its headers are there, its body is on its way.</param>
    /// <param name="action">The action that was called.</param>
    /// <param name="receive">Takes one image's bytes; it must read the stream to its end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What was said about each image, in the order received.</returns>
    public static async Task<IReadOnlyList<ImageFacts>> ReadAsync(
        HttpResponseMessage response,
        ConnectorAction action,
        Func<Stream, CancellationToken, Task> receive,
        CancellationToken cancellationToken)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType ?? "";
        await using var body = new UpstreamBodyStream(await response.Content.ReadAsStreamAsync(cancellationToken), action.App);

        // The form is told by what came, not by what was asked for.
        if (mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            await receive(body, cancellationToken);
            return [FromHeaders(response.Headers, action.Output)];
        }

        if (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new JsonImageReader(body, action.Output.Json, action.App);
            return await reader.ReadAsync(receive, cancellationToken);
        }

        throw UpstreamFailures.Malformed(action.App, $"an image was due, its content type is \"{Input.InputText.Shorten(mediaType)}\"");
    }

    private static ImageFacts FromHeaders(HttpResponseHeaders headers, ImageOutput output)
    {
        var seed = long.TryParse(Value(output.SeedHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        return new ImageFacts(seed, Value(output.FinishReasonHeader));

        string? Value(string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
    }
}
