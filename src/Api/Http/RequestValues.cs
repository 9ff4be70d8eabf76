using Connector.Callers;
using Connector.Declaration;

namespace Connector.Api.Http;

/// <summary>What endpoints take from a request.</summary>
internal static class RequestValues
{
    /// <summary>Who calls.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? Callers.Caller.Nobody;

    /// <summary>Tells who calls.</summary>
    public static void SetCaller(this HttpContext context, Caller caller) => context.Features.Set(caller);

    /// <summary>The value of a variable part of the route; empty when it has none.</summary>
    public static string Route(this HttpContext context, string name) => (string?)context.GetRouteValue(name) ?? "";

    /// <summary>The value of a query parameter; empty when it is left out.</summary>
    public static string Query(this HttpContext context, Parameter parameter) => context.Request.Query[parameter.Name].ToString();
}
