using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Connector.Sandbox.Hosting;

/// <summary>
/// Upstream paths are case-sensitive (<c>/generate/CORE</c> is 404) and ASP.NET Core's routing is not, so a routed path is compared
/// again. What routing answers by itself, such as 405, has no route and is unknown as well.
/// </summary>
internal static class ExactPath
{
    public static bool IsRouted(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint route)
        {
            return false;
        }

        var segments = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return route.RoutePattern.PathSegments
            .Zip(segments)
            .All(pair => pair.First.Parts[0] is not RoutePatternLiteralPart literal
                || string.Equals(literal.Content, pair.Second, StringComparison.Ordinal));
    }
}
