using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Which form of answer the caller asks for in <c>Accept</c>: the receipt, or the file's bytes.</summary>
internal static class AnswerForm
{
    private static readonly string[] MediaTypes = ["image", "audio", "model"];

    /// <summary>Whether the bytes are wanted. The input may still have problems. Told before the run, since a run that cannot be answered would be paid for nothing.</summary>
    /// <exception cref="ConnectorException"><c>not_acceptable</c> (406).</exception>
    public static bool WantsBytes(HttpRequest request, ActionInput input)
    {
        var wanted = Wanted(request);
        if (wanted.Count == 0)
        {
            return false;
        }

        if (input.Action.Output is not MediaOutput output)
        {
            throw NotAcceptable($"{input.Action.Name} brings back no file; send Accept: application/json.");
        }

        var made = new MediaTypeHeaderValue(output.MediaType(input.Values));
        if (!wanted.Exists(type => made.IsSubsetOf(type) || type.IsSubsetOf(made)) || IsRefused(request, made))
        {
            throw NotAcceptable($"{input.Action.Name} makes {made}; send Accept: {made}, or application/json for the receipt.");
        }

        var count = output.CountFor(input.Values);
        return count == 1 ? true : throw NotAcceptable(
            $"The bytes of one {output.Noun} fit into an answer, not those of {count}; send {output.Count!.Name} = 1, or Accept: application/json for the receipt.");
    }

    /// <summary>Whether the bytes are wanted of whatever a run brought back.</summary>
    public static bool WantsBytes(HttpRequest request) => Wanted(request).Count > 0;

    /// <summary>The media types that are preferred to everything else. One with a quality of 0 is not accepted at all.</summary>
    private static List<MediaTypeHeaderValue> Wanted(HttpRequest request) =>
    [
        .. Accepted(request)
            .Where(type => type.Quality is not 0)
            .OrderByDescending(type => type.Quality ?? 1)
            .TakeWhile(type => MediaTypes.Contains(type.Type.Value, StringComparer.OrdinalIgnoreCase)),
    ];

    /// <summary>Whether the most special of the ranges that a type belongs to has a quality of 0.</summary>
    private static bool IsRefused(HttpRequest request, MediaTypeHeaderValue made) =>
        Accepted(request).Where(made.IsSubsetOf).OrderBy(type => type.MatchesAllTypes).ThenBy(type => type.MatchesAllSubTypes).FirstOrDefault() is { Quality: 0 };

    private static IList<MediaTypeHeaderValue> Accepted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var list) ? list : [];

    private static ConnectorException NotAcceptable(string message) => new(406, ErrorCodes.NotAcceptable, message);
}
