using Connector.Access;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Input;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>POST /api/actions/{name}/jobs</c>: runs an action as a job, which nobody waits for.</summary>
internal sealed class StartJobEndpoint(ActionInputs inputs, Jobs jobs, CallerRates rates, ILogger<StartJobEndpoint> log) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } =
        new("start-job", [HttpMethods.Post], $"{ActionInputs.Route}/jobs", EndpointType.Of<StartJobEndpoint>())
        {
            BodyParameters = ActionInputs.ParametersOf,
            Describe = () => new ActionDescription
            {
                Verb = "Start",
                KeepsReads = true,
                SummaryOf = summary => $"Start a job: {summary}",
                Parameters = [new(ApiPlace.Header, IdempotencyKey.Parameter), new(ApiPlace.Header, CallbackHeader.Parameter) { For = ApiAudience.None }, new(ApiPlace.Header, WaitPreference.Prefer) { For = ApiAudience.None }, ActionInputs.AgainParameter],
                AnswersOf = action => [AcceptedOf(action)],
                Problems = [402, 404, 413, 415, 422, 429, 503],
                For = ApiAudience.Programs,
            },
        };

    /// <summary>What is answered when the job is written down.</summary>
    public static ApiAnswer AcceptedOf(ConnectorAction action) => new(
        202,
        "The result comes later, at the address in Location.",
        new ApiContent(ApiContent.Json, new ApiShape.Answer(typeof(JobDocument))) { Example = ExampleReceipt.JobOf(action) })
    {
        Headers = RunAnswers.AcceptedHeaders,
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        await using var input = await inputs.ReadAsync(context);

        // Also for one that has ended, as the document says: its result is where that of a new one will be.
        await RunAnswers.WriteAcceptedAsync(context, await StartAsync(context, input));
    }

    /// <summary>Starts a job, or finds the one that the request repeats.</summary>
    public async Task<RunRecord> StartAsync(HttpContext context, ActionInput input)
    {
        rates.Count(input);
        var id = await ActionInputs.RunIdAsync(context.Request, input, isJob: true, context.RequestAborted);
        var (job, known) = await jobs.StartAsync(id, input, new RunContext(context.TraceIdentifier, context.Request.FilesUrl()), context.RequestAborted);
        RunAnswers.MarkReplayed(context, known);
        if (job is { State: RunState.Done, Answer: { } ended })
        {
            RunLog.Replayed(log, ended, context.TraceIdentifier, input.Action.Name);
        }
        else
        {
            context.Response.Headers["Preference-Applied"] = WaitPreference.Applied;
        }

        return job;
    }
}
