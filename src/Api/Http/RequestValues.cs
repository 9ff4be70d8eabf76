using Connector.Declaration;

namespace Connector.Api.Http;

/// <summary>What endpoints take from a request.</summary>
internal static class RequestValues
{
    /// <summary>The value of a variable part of the route; empty when it has none.</summary>
    public static string Route(this HttpContext context, string name) => (string?)context.GetRouteValue(name) ?? "";

    /// <summary>The value of a query parameter; empty when it is left out.</summary>
    public static string Query(this HttpContext context, Parameter parameter) => context.Request.Query[parameter.Name].ToString();
}
