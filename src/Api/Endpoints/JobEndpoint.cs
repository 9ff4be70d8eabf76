using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;
using Connector.Declaration;
using Connector.Output;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/jobs/{id}</c>: 202 until the job has ended, then its answer as the action would have given it.</summary>
internal sealed class JobEndpoint(Jobs jobs, RunAnswers answers, Deliveries deliveries) : IEndpoint
{
    public static TextParameter Id { get; } = new()
    {
        Name = "id",
        Label = "Job ID",
        Description = "The job's id.",
        Required = true,
        Example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };

    /// <summary>One type for both answers: some generated clients know one alone for an operation, and take others for failures.</summary>
    private static readonly ApiShape Answer = new ApiShape.OneOf("JobAnswer", "A job that has not ended, by its status, or what its action answers when it has.", typeof(JobDocument), typeof(ActionReceipt));

    /// <summary>The route of a job, whatever is done with it.</summary>
    public static string Route { get; } = $"{Routes.Jobs}/{{{Id.Name}}}";

    public static HttpEndpoint Endpoint { get; } = new("get-job", [HttpMethods.Get], Route, EndpointType.Of<JobEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Get the result of a job",
            Text = "Answers 202 until the job has ended, then what its action would have answered.",
            Parameters = [new(ApiPlace.Path, Id)],
            Answers =
            [
                ApiAnswer.Json(200, "The job has ended well: the members of its receipt are there.", Answer) with { Headers = RunAnswers.EndHeaders },
                ApiAnswer.Json(202, "The job has not ended: its own members are there.", Answer) with { Headers = RunAnswers.AcceptedHeaders },
            ],
            Problems = [402, 404, 409, 413, 422, 429, 502, 503, 504],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var run = await jobs.FindAsync(context.Route(Id.Name), context.Caller(), context.RequestAborted);
        var callback = run is { State: RunState.Done, CallbackUrl: { } url }
            ? CallbackDocument.Of(url, await deliveries.FindCallbackAsync(run.Id, context.RequestAborted))
            : null;
        await (run.State == RunState.Done
            ? answers.WriteAgainAsync(context, run.Answer!, AnswerForm.WantsBytes(context.Request), callback)
            : RunAnswers.WriteAcceptedAsync(context, run));
    }
}
