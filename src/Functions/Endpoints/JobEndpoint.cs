using Connector.Declaration;
using Connector.Documents;
using Connector.Documents.Api;
using Connector.Functions.Http;
using Connector.Output;
using Connector.Runs;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/jobs/{id}</c>: 202 until the job has ended, then its answer as the action would have given it.</summary>
internal static class JobEndpoint
{
    private const string Prefix = "api/jobs";

    public static TextParameter Id { get; } = new()
    {
        Name = "id",
        Label = "Job ID",
        Description = "The job's id.",
        Required = true,
        Example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };

    /// <summary>The route of a job, whatever is done with it.</summary>
    public static string Route { get; } = $"{Prefix}/{{{Id.Name}}}";

    public static HttpEndpoint Endpoint { get; } = new("get-job", [HttpMethods.Get], Route, HandleAsync)
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Get the result of a job",
            Text = "Answers 202 until the job has ended, then what its action would have answered.",
            Parameters = [new(ApiPlace.Path, Id)],
            Answers =
            [
                ApiAnswer.Json<ActionReceipt>(200, "The job has ended well.") with { Headers = RunAnswers.EndHeaders },
                ApiAnswer.Json<JobDocument>(202, "The job has not ended.") with { Headers = RunAnswers.AcceptedHeaders },
            ],
            Problems = [402, 404, 409, 413, 422, 429, 502, 503, 504],
        },
    };

    /// <summary>Where a job is, as this caller reached the server.</summary>
    public static Uri UrlOf(HttpRequest request, string id) => request.UrlOf($"{Prefix}/{id}");

    private static async Task HandleAsync(HttpContext context)
    {
        var run = await context.Runtime().Jobs.FindAsync(context.Route(Id.Name), context.RequestAborted);
        await (run.State == RunState.Done
            ? RunAnswers.WriteAgainAsync(context, run.Answer!, AnswerForm.WantsBytes(context.Request))
            : RunAnswers.WriteAcceptedAsync(context, run));
    }
}
