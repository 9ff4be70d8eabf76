using Connector.Input;
using Microsoft.Net.Http.Headers;

namespace Connector.Functions.Http;

/// <summary>Which form of answer the caller asks for in <c>Accept</c>: the receipt, or the image's bytes.</summary>
internal static class AnswerForm
{
    /// <summary>Whether the bytes are wanted. Told before the run, since a run that cannot be answered would be paid for nothing.</summary>
    /// <exception cref="ConnectorException"><c>not_acceptable</c> (406).</exception>
    public static bool WantsBytes(HttpRequest request, ActionInput input)
    {
        var accepted = MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var list) ? list : [];
        var best = accepted.OrderByDescending(type => type.Quality ?? 1).ToList();
        var images = best.TakeWhile(type => type.Type.Equals("image", StringComparison.OrdinalIgnoreCase)).ToList();
        if (images.Count == 0)
        {
            return false;
        }

        var made = new MediaTypeHeaderValue(input.Action.Output.MediaType);
        if (!images.Exists(made.IsSubsetOf))
        {
            throw NotAcceptable($"{input.Action.Name} makes {made}; send Accept: image/*, or application/json for the receipt.");
        }

        var count = input.Action.CountImages(input);
        return count == 1 ? true : throw NotAcceptable(
            $"The bytes of one image fit into an answer, not those of {count}; send {input.Action.Output.Count!.Name} = 1, or Accept: application/json for the receipt.");
    }

    private static ConnectorException NotAcceptable(string message) => new(406, ErrorCodes.NotAcceptable, message);
}
