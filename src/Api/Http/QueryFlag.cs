using Connector.Declaration;
using Connector.Failures;

namespace Connector.Api.Http;

/// <summary>A flag in the query.</summary>
internal static class QueryFlag
{
    /// <summary>Whether the flag is set. What is neither true nor false is refused: a dry run that is not understood would cost money.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400).</exception>
    public static bool IsSet(HttpRequest request, FlagParameter declared) =>
        request.Query.TryGetValue(declared.Name, out var given)
        && (bool.TryParse(given, out var flag)
            ? flag
            : throw new ConnectorException(400, ErrorCodes.BadRequest, $"?{declared.Name}= must be true or false; received \"{InputText.Shorten(given.ToString())}\"."));
}
