using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>DELETE /api/jobs/{id}</c>: cancels a job that has not ended.</summary>
internal sealed class CancelJobEndpoint(Jobs jobs) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("cancel-job", [HttpMethods.Delete], JobEndpoint.Route, EndpointType.Of<CancelJobEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Cancel a job",
            Text = "Cancels a job that has not ended. One that the image API works on is given up, and may be charged all the same.",
            Parameters = [new(ApiPlace.Path, JobEndpoint.Id)],
            Answers = [new(204, "The job is cancelled.")],
            Problems = [404, 409, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        await jobs.CancelAsync(context.Route(JobEndpoint.Id.Name), context.Caller(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
