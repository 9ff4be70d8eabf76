using Connector.Functions.Http;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/batches/{id}</c>: 202 until every run has ended, then 200; each run's receipt or problem is there as soon as it has one.</summary>
internal static class BatchEndpoint
{
    /// <summary>Where batches are begun.</summary>
    public const string Prefix = "api/batches";

    /// <summary>The route of a batch, whatever is done with it.</summary>
    public const string Route = Prefix + "/{id}";

    public static HttpEndpoint Endpoint { get; } = new("batch", [HttpMethods.Get], Route, HandleAsync);

    /// <summary>Where a batch is, as this caller reached the server.</summary>
    public static Uri UrlOf(HttpRequest request, string id) => request.UrlOf($"{Prefix}/{id}");

    private static async Task HandleAsync(HttpContext context) =>
        await RunAnswers.WriteAsync(context, await context.Runtime().Batches.FindAsync(context.Route("id"), context.RequestAborted));
}
