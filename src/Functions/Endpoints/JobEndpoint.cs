using Connector.Functions.Http;
using Connector.Runs;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/jobs/{id}</c>: 202 until the job has ended, then its answer as the action would have given it.</summary>
internal static class JobEndpoint
{
    private const string Prefix = "api/jobs";

    /// <summary>The route of a job, whatever is done with it.</summary>
    public const string Route = Prefix + "/{id}";

    public static HttpEndpoint Endpoint { get; } = new("job", [HttpMethods.Get], Route, HandleAsync);

    /// <summary>Where a job is, as this caller reached the server.</summary>
    public static Uri UrlOf(HttpRequest request, string id) => request.UrlOf($"{Prefix}/{id}");

    private static async Task HandleAsync(HttpContext context)
    {
        var run = await context.Runtime().Jobs.FindAsync(context.Route("id"), context.RequestAborted);
        await (run.State == RunState.Done
            ? RunAnswers.WriteAgainAsync(context, run.Answer!, AnswerForm.WantsBytes(context.Request))
            : RunAnswers.WriteAcceptedAsync(context, run));
    }
}
