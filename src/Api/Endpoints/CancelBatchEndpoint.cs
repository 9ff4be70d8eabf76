using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>DELETE /api/batches/{id}</c>: cancels the runs of a batch that have not ended.</summary>
internal sealed class CancelBatchEndpoint(Batches batches) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("cancel-batch", [HttpMethods.Delete], BatchEndpoint.Route, EndpointType.Of<CancelBatchEndpoint>())
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

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        await batches.CancelAsync(context.Route(BatchEndpoint.Id.Name), context.Caller(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
