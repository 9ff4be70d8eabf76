using System.Buffers;

namespace Connector.Api.Pipeline;

/// <summary>The id under which a caller knows its request: <c>X-Request-Id</c>, or the trace of a <c>traceparent</c> (W3C Trace Context).</summary>
internal static class GivenRequestId
{
    /// <summary>The header, also of the answer.</summary>
    public const string Header = "X-Request-Id";

    private const int Longest = 64;
    private const int TraceLength = 32;
    private const int ParentLength = 55;

    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>The id; null where none is given, or one that is not fit for a log.</summary>
    public static string? Of(IHeaderDictionary headers) => OfCaller(headers[Header]) ?? OfTrace(headers.TraceParent);

    private static string? OfCaller(Microsoft.Extensions.Primitives.StringValues given) =>
        given is [{ Length: > 0 and <= Longest } id] && !id.AsSpan().ContainsAnyExcept(Plain) ? id : null;

    /// <summary>Version, trace, parent and flags, with hyphens between; a later version may have more behind.</summary>
    private static string? OfTrace(Microsoft.Extensions.Primitives.StringValues given)
    {
        if (given is not [{ Length: >= ParentLength } text]
            || text.StartsWith("ff", StringComparison.Ordinal)
            || (text.Length > ParentLength && (text.StartsWith("00", StringComparison.Ordinal) || text[ParentLength] != '-')))
        {
            return null;
        }

        var parts = text[..ParentLength].Split('-');
        return parts is [{ Length: 2 }, { Length: TraceLength } trace, { Length: 16 } parent, { Length: 2 }]
            && parts.All(part => !part.AsSpan().ContainsAnyExcept(Hex)) && trace.Trim('0').Length > 0 && parent.Trim('0').Length > 0
            ? trace
            : null;
    }
}
