using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Connections;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/connections/{app}/test</c>: whether the key works.</summary>
internal sealed class ConnectionTestEndpoint(ConnectionTester connections) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } =
        new("test-connection", [HttpMethods.Get], $"api/connections/{{{AppPath.Parameter.Name}}}/test", EndpointType.Of<ConnectionTestEndpoint>())
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

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context) => await JsonAnswer.WriteAsync(
        context,
        await connections.TestAsync(context.Route(AppPath.Parameter.Name), context.RequestAborted),
        JsonStyles.Compact.ConnectionTest);
}
