namespace Connector.Functions.Endpoints;

/// <summary><c>DELETE /api/jobs/{id}</c>: cancels a job that has not ended.</summary>
internal static class CancelJobEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("cancel-job", [HttpMethods.Delete], JobEndpoint.Route, HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        await context.Runtime().Jobs.CancelAsync(context.Route("id"), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
