using Connector.Failures;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>What an answer says of itself, cleaned of keys and short enough for a sentence: everything of upstream's that leaves comes from here.</summary>
/// <param name="response">The answer.</param>
/// <param name="connection">How the app is reached.</param>
internal sealed class UpstreamAnswer(HttpResponseMessage response, AppConnection connection)
{
    private const int LongestField = 200;

    public HttpResponseMessage Response => response;

    public AppConnection Connection => connection;

    public int Status => (int)response.StatusCode;

    /// <summary>Upstream's id of the call; null when it sent none.</summary>
    public string? RequestId => Header("x-request-id");

    /// <summary>
    /// The type that the body is labelled with, without its parameters; empty for none. v2beta sends "application/json;
    /// type=image/png": with a bare slash in it, that is no parameter a parser takes.
    /// </summary>
    public string MediaType => response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values)
        ? Clean(values.ToString().Split(';')[0].Trim()).ToLowerInvariant()
        : "";

    /// <summary>A header's first value; null when there is none.</summary>
    public string? Header(string name) => response.Headers.NonValidated.TryGetValues(name, out var values) ? Clean(values.First()) : null;

    /// <summary>Text of upstream's without keys, on one line, cut to what a field carries.</summary>
    public string Clean(string text)
    {
        var clean = string.Concat(SecretScrubber.Scrub(text, connection.Secret).Select(character => char.IsControl(character) ? ' ' : character));
        return clean.Length <= LongestField ? clean : clean[..LongestField] + "…";
    }

    /// <summary>What upstream said with this answer.</summary>
    /// <param name="words">What its body said; null for nothing.</param>
    public UpstreamError Error(UpstreamError? words = null) => new(Status, words?.Id ?? RequestId, words?.Name, words?.Errors ?? []);
}
