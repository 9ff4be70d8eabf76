using Connector.Access;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Failures;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary>
/// <c>POST /api/actions/{name}</c>: runs an action. In other words for what has a route of its own: with <c>?wait=false</c> or
/// <c>Prefer: respond-async</c> as a job, with <c>?dry_run=true</c> only to say what it would cost.
/// </summary>
internal sealed class RunActionEndpoint(
    ActionInputs inputs, AwaitedRuns runs, Jobs jobs, StartJobEndpoint jobStart, CheckActionEndpoint check, RunAnswers answers, CallerRates rates, ILogger<RunActionEndpoint> log) : IEndpoint
{
    private static readonly FlagParameter IsDryRun = new()
    {
        Name = "dry_run",
        Label = "Dry Run",
        Description = "Checks the input and tells what the call would cost; nothing is made or spent.",
        Default = false,
    };

    public static HttpEndpoint Endpoint { get; } =
        new("run-action", [HttpMethods.Post], ActionInputs.Route, EndpointType.Of<RunActionEndpoint>())
        {
            BodyParameters = ActionInputs.ParametersOf,
            Describe = () => new ActionDescription
            {
                Parameters =
                [
                    new(ApiPlace.Header, IdempotencyKey.Parameter),
                    new(ApiPlace.Header, CallbackHeader.Parameter) { For = ApiAudience.None },
                    new(ApiPlace.Header, WaitPreference.Prefer) { For = ApiAudience.None },
                    new(ApiPlace.Query, WaitPreference.Wait) { For = ApiAudience.Flows },
                    new(ApiPlace.Query, IsDryRun) { For = ApiAudience.None },
                    new(ApiPlace.Query, CheckActionEndpoint.WithBalance) { For = ApiAudience.None },
                    ActionInputs.AgainParameter,
                ],
                AnswersOf = AnswersOf,
                Problems = [402, 404, 406, 413, 415, 422, 429, 502, 503, 504],
            },
        };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var (isDryRun, withBalance) = (QueryFlag.IsSet(request, IsDryRun), QueryFlag.IsSet(request, CheckActionEndpoint.WithBalance));
        if (withBalance && !isDryRun)
        {
            throw new ConnectorException(400, ErrorCodes.BadRequest, $"?{CheckActionEndpoint.WithBalance.Name}=true is for a dry run: add {IsDryRun.Name}=true, or leave it out to run the action.");
        }

        await using var input = await inputs.ReadAsync(context);
        var wantsBytes = AnswerForm.WantsBytes(request, input);
        if (isDryRun)
        {
            await check.WriteAsync(context, input, withBalance);
            return;
        }

        if (WaitPreference.IsAsync(request))
        {
            // What has ended is told as its job would be: nobody has to come back for it.
            var started = await jobStart.StartAsync(context, input);
            await (started is { State: RunState.Done, Answer: { } ended } ? answers.WriteAgainAsync(context, ended, wantsBytes) : RunAnswers.WriteAcceptedAsync(context, started));
            return;
        }

        rates.Count(input);
        var id = await ActionInputs.RunIdAsync(request, input, isJob: false, context.RequestAborted);
        var run = new RunContext(context.TraceIdentifier, request.FilesUrl());
        var (answer, replayed) = await runs.RunAsync(id, input, run, context.RequestAborted);
        RunAnswers.MarkReplayed(context, replayed);
        if (replayed)
        {
            RunLog.Replayed(log, answer, context.TraceIdentifier, input.Action.Name);
        }

        var job = answer.Job is { } begun && input.Action.Output is JobOutput ? await jobs.TryFollowAsync(begun, input, run) : null;
        await (job is not null ? RunAnswers.WriteFollowedAsync(context, answer.Job!, job)
            : replayed ? answers.WriteAgainAsync(context, answer, wantsBytes)
            : answers.WriteAsync(context, answer, wantsBytes));
    }

    /// <summary>What a flow may get as well when it does not wait is of an operation of its own for programs: theirs answers one thing.</summary>
    private static IEnumerable<ApiAnswer> AnswersOf(ConnectorAction action)
    {
        var receipt = new ApiContent(ApiContent.Json, ShapeOf(action)) { Example = ExampleReceipt.Of(action) };
        yield return new ApiAnswer(200, "The action has ended.", receipt) { Headers = action.Endpoint.Method == HttpMethod.Get ? [] : RunAnswers.EndHeaders };
        yield return action.Output is JobOutput
            ? new ApiAnswer(202, "The image API works on it; the result comes at the address in Location.", receipt) { Headers = RunAnswers.AcceptedHeaders }
            : StartJobEndpoint.AcceptedOf(action) with { For = ApiAudience.Flows };
    }

    private static ApiShape ShapeOf(ConnectorAction action) => ReceiptTypes.Of(action) is [var one]
        ? new ApiShape.Answer(one)
        : new ApiShape.OneOf("ResultReceipt", "The files of a job, or the job itself while the image API works on it.", ReceiptTypes.Of(action));
}
