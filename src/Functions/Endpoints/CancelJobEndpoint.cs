using Connector.Documents.Api;

namespace Connector.Functions.Endpoints;

/// <summary><c>DELETE /api/jobs/{id}</c>: cancels a job that has not ended.</summary>
internal static class CancelJobEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("cancel-job", [HttpMethods.Delete], JobEndpoint.Route, HandleAsync)
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

    private static async Task HandleAsync(HttpContext context)
    {
        await context.Runtime().Jobs.CancelAsync(context.Route(JobEndpoint.Id.Name), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
