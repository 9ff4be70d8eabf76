namespace Connector.Functions.Endpoints;

/// <summary><c>DELETE /api/batches/{id}</c>: cancels the runs of a batch that have not ended.</summary>
internal static class CancelBatchEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("cancel-batch", [HttpMethods.Delete], BatchEndpoint.Route, HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        await context.Runtime().Batches.CancelAsync(context.Route("id"), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
