using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/connections/{app}/test</c>: whether the key works.</summary>
internal static class ConnectionTestEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("connection-test", [HttpMethods.Get], "api/connections/{app}/test", HandleAsync);

    private static async Task HandleAsync(HttpContext context) => await JsonAnswer.WriteAsync(
        context,
        await context.Runtime().Connections.TestAsync(context.Route("app"), context.RequestAborted),
        JsonStyles.Compact.ConnectionTest);
}
