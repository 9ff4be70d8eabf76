using Connector.Declaration;

namespace Connector.Api.Http;

/// <summary>A flag in the query.</summary>
internal static class QueryFlag
{
    /// <summary>Whether the flag is set; its default when it is left out. What is neither true nor false was refused before.</summary>
    public static bool IsSet(HttpRequest request, FlagParameter declared) =>
        request.Query.TryGetValue(declared.Name, out var given) ? bool.TryParse(given, out var flag) && flag : declared.Default is true;
}
