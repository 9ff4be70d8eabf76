using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>POST /api/actions/{name}</c>: runs an action, at once or as a job; with <c>?dry_run=true</c> only says what it would cost.</summary>
internal sealed class RunActionEndpoint(
    Catalog catalog, AwaitedRuns runs, Jobs jobs, DryRunner dryRunner, EarlierInputs earlierInputs, RunAnswers answers, ILogger<RunActionEndpoint> log) : IEndpoint
{
    /// <summary>The route's part that names the action.</summary>
    public const string NameValue = "name";

    private static readonly FlagParameter IsDryRun = new()
    {
        Name = "dry_run",
        Label = "Dry Run",
        Description = "Checks the input and tells what the call would cost; nothing is made or spent.",
        Default = false,
    };

    private static readonly FlagParameter WithBalance = new()
    {
        Name = "balance",
        Label = "Balance",
        Description = $"With {IsDryRun.Name}, reads the account's balance as well.",
        Default = false,
    };

    private static readonly TextParameter Again = new()
    {
        Name = "again",
        Label = "Again",
        Description = "The path of a file that an action made: its inputs, with the seed that drew it, count where the body gives nothing. Null in the body leaves one out.",
        Example = "",
    };

    public static HttpEndpoint Endpoint { get; } = new("run-action", [HttpMethods.Post], RouteOf($"{{{NameValue}}}"), EndpointType.Of<RunActionEndpoint>())
    {
        BodyParameters = context => Catalog.All.Find(context.Route(NameValue)).Parameters,
        Describe = () => new ActionDescription
        {
            Parameters =
            [
                new(ApiPlace.Header, IdempotencyKey.Parameter),
                new(ApiPlace.Header, WaitPreference.Prefer) { IsForFlows = false },
                new(ApiPlace.Query, WaitPreference.Wait),
                new(ApiPlace.Query, IsDryRun),
                new(ApiPlace.Query, WithBalance),
                new(ApiPlace.Query, Again),
            ],
            Problems = [402, 404, 406, 413, 415, 422, 429, 502, 503, 504],
        },
    };

    /// <summary>The route of one action.</summary>
    public static string RouteOf(string name) => $"{Routes.Actions}/{name}";

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var (isDryRun, withBalance) = (QueryFlag.IsSet(request, IsDryRun), QueryFlag.IsSet(request, WithBalance));
        if (withBalance && !isDryRun)
        {
            throw new ConnectorException(
                400, ErrorCodes.BadRequest, $"?{WithBalance.Name}=true is for a dry run: add {IsDryRun.Name}=true, or leave it out to run the action.");
        }

        var action = catalog.Find(context.Route(NameValue));
        var isAgain = request.Query.ContainsKey(Again.Name);
        if (isAgain && string.IsNullOrWhiteSpace(context.Query(Again)))
        {
            throw ConnectorException.BadRequest(
                ErrorCodes.BadRequest, $"?{Again.Name}= names no file: give the path of one that an action made, or leave it out to run the action with the body alone.");
        }

        var earlier = isAgain
            ? await earlierInputs.FindAsync(context.Query(Again), request.FilesUrl(), context.RequestAborted)
            : null;
        await using var input = await InputReader.ReadAsync(request, action, earlier, context.RequestAborted);
        var wantsBytes = AnswerForm.WantsBytes(request, input);
        if (isDryRun)
        {
            var dryRun = await dryRunner.RunAsync(input, context.TraceIdentifier, withBalance, context.RequestAborted);
            await JsonAnswer.WriteAsync(context, dryRun, JsonStyles.Compact.DryRun);
            return;
        }

        var id = await RunIdAsync(request, input, context.RequestAborted);
        var run = new RunContext(context.TraceIdentifier, request.FilesUrl());
        if (WaitPreference.IsAsync(request))
        {
            var (queued, known) = await jobs.StartAsync(id, input, run, context.RequestAborted);
            RunAnswers.MarkReplayed(context, known);
            if (queued is { State: RunState.Done, Answer: { } ended })
            {
                // What has ended is told as its job would be: nobody has to come back for it.
                RunLog.Replayed(log, ended, context.TraceIdentifier, action.Name);
                await answers.WriteAgainAsync(context, ended, wantsBytes);
                return;
            }

            context.Response.Headers["Preference-Applied"] = WaitPreference.Applied;
            await RunAnswers.WriteAcceptedAsync(context, queued);
            return;
        }

        var (answer, replayed) = await runs.RunAsync(id, input, run, context.RequestAborted);
        RunAnswers.MarkReplayed(context, replayed);
        if (replayed)
        {
            RunLog.Replayed(log, answer, context.TraceIdentifier, action.Name);
        }

        var job = answer.Job is { } begun && action.Output is JobOutput ? await jobs.TryFollowAsync(begun, input, run) : null;
        await (job is not null ? RunAnswers.WriteFollowedAsync(context, answer.Job!, job)
            : replayed ? answers.WriteAgainAsync(context, answer, wantsBytes)
            : answers.WriteAsync(context, answer, wantsBytes));
    }

    /// <summary>The id of the run that this request repeats or may be repeated as; null where there is no telling, or nothing to pay twice.</summary>
    private static async Task<string?> RunIdAsync(HttpRequest request, ActionInput input, CancellationToken cancellationToken)
    {
        var key = await IdempotencyKey.OfAsync(request, () => InputFingerprint.OfAsync(input, cancellationToken));
        return key is null || (input.Action.Endpoint.Method == HttpMethod.Get && !WaitPreference.IsAsync(request)) ? null : RunKey.Of(key);
    }
}
