using Connector.Connections;
using Connector.Documents.Api;
using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/connections/{app}/test</c>: whether the key works.</summary>
internal static class ConnectionTestEndpoint
{
    public static HttpEndpoint Endpoint { get; } =
        new("test-connection", [HttpMethods.Get], $"api/connections/{{{AppPath.Parameter.Name}}}/test", HandleAsync)
        {
            Describe = () => new OperationDescription
            {
                Group = ApiGroups.Connections,
                Summary = "Test a connection",
                Text = "Checks an app's key with the cheapest call that needs it. Nothing is spent.",
                Parameters = [new(ApiPlace.Path, AppPath.Parameter)],
                Answers = [ApiAnswer.Json<ConnectionTest>(200, "The key works.")],
                Problems = [404, 429, 502, 504],
            },
        };

    private static async Task HandleAsync(HttpContext context) => await JsonAnswer.WriteAsync(
        context,
        await context.Runtime().Connections.TestAsync(context.Route(AppPath.Parameter.Name), context.RequestAborted),
        JsonStyles.Compact.ConnectionTest);
}
