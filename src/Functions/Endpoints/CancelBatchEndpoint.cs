using Connector.Documents.Api;

namespace Connector.Functions.Endpoints;

/// <summary><c>DELETE /api/batches/{id}</c>: cancels the runs of a batch that have not ended.</summary>
internal static class CancelBatchEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("cancel-batch", [HttpMethods.Delete], BatchEndpoint.Route, HandleAsync)
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Cancel a batch",
            Text = "Cancels the runs of a batch that have not ended.",
            Parameters = [new(ApiPlace.Path, BatchEndpoint.Id)],
            Answers = [new(204, "What had not ended is cancelled.")],
            Problems = [404, 503],
        },
    };

    private static async Task HandleAsync(HttpContext context)
    {
        await context.Runtime().Batches.CancelAsync(context.Route(BatchEndpoint.Id.Name), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
