using System.Diagnostics;
using Connector.Declaration;
using Connector.Documents.Api;
using Connector.Functions.Hosting;
using Connector.Functions.Http;
using Connector.Input;
using Connector.Json;
using Connector.Runs;

namespace Connector.Functions.Endpoints;

/// <summary><c>POST /api/actions/{name}</c>: runs an action, at once or as a job; with <c>?dry_run=true</c> only says what it would cost.</summary>
internal static class RunActionEndpoint
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

    public static HttpEndpoint Endpoint { get; } = new("run-action", [HttpMethods.Post], RouteOf($"{{{NameValue}}}"), HandleAsync)
    {
        Describe = () => new ActionDescription
        {
            Parameters =
            [
                new(ApiPlace.Header, IdempotencyKey.Parameter),
                new(ApiPlace.Header, WaitPreference.Prefer) { IsForFlows = false },
                new(ApiPlace.Query, WaitPreference.Wait),
                new(ApiPlace.Query, IsDryRun),
                new(ApiPlace.Query, WithBalance),
            ],
            Problems = [402, 404, 406, 413, 415, 422, 429, 502, 503, 504],
        },
    };

    /// <summary>The route of one action.</summary>
    public static string RouteOf(string name) => $"api/actions/{name}";

    /// <summary>Runs an action while its caller waits, under the run's id if it has one, and writes it to the log.</summary>
    public static async Task<RunOutcome> RunAsync(
        ConnectorRuntime runtime, string? id, ActionInput input, RunContext run, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = id is null
            ? new RunOutcome(RunAnswer.Of(await runtime.Runner.RunAsync(input, run, cancellationToken)), Replayed: false)
            : await runtime.KeyedRuns.RunAsync(id, input, run, cancellationToken);
        var receipt = outcome.Answer.Receipt;
        loggers.CreateLogger(input.Action.Name).LogInformation(
            "{Summary} {Milliseconds} ms, {Credits} credits, sandbox {Sandbox}, {RequestId}",
            receipt?.Summary,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            receipt?.Credits,
            receipt?.Sandbox,
            run.RequestId);
        return outcome;
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var (runtime, request) = (context.Runtime(), context.Request);
        var action = runtime.Catalog.Find(context.Route(NameValue));
        await using var input = await InputReader.ReadAsync(request, action, context.RequestAborted);
        var wantsBytes = AnswerForm.WantsBytes(request, input);
        if (QueryFlag.IsSet(request, IsDryRun))
        {
            var dryRun = await runtime.DryRunner.RunAsync(input, context.TraceIdentifier, QueryFlag.IsSet(request, WithBalance), context.RequestAborted);
            await JsonAnswer.WriteAsync(context, dryRun, JsonStyles.Compact.DryRun);
            return;
        }

        var id = await RunIdAsync(request, input, context.RequestAborted);
        var run = new RunContext(context.TraceIdentifier, request.FilesUrl());
        if (WaitPreference.IsAsync(request))
        {
            var (queued, known) = await runtime.Jobs.StartAsync(id ?? RunKey.New(), input, run, context.RequestAborted);
            RunAnswers.MarkReplayed(context, known);
            context.Response.Headers["Preference-Applied"] = WaitPreference.Applied;
            await RunAnswers.WriteAcceptedAsync(context, queued);
            return;
        }

        var (answer, replayed) = await RunAsync(runtime, id, input, run, context.RequestServices.GetRequiredService<ILoggerFactory>(), context.RequestAborted);
        RunAnswers.MarkReplayed(context, replayed);
        var job = answer.Job is { } begun && action.Output is JobOutput ? await runtime.Jobs.TryFollowAsync(begun, input, run) : null;
        await (job is not null ? RunAnswers.WriteFollowedAsync(context, answer.Job!, job)
            : replayed ? RunAnswers.WriteAgainAsync(context, answer, wantsBytes)
            : RunAnswers.WriteAsync(context, answer, wantsBytes));
    }

    /// <summary>The id of the run that this request repeats or may be repeated as; null where there is no telling, or nothing to pay twice.</summary>
    private static async Task<string?> RunIdAsync(HttpRequest request, ActionInput input, CancellationToken cancellationToken)
    {
        var key = await IdempotencyKey.OfAsync(request, () => InputFingerprint.OfAsync(input, cancellationToken));
        return key is null || (input.Action.Endpoint.Method == HttpMethod.Get && !WaitPreference.IsAsync(request)) ? null : RunKey.Of(key);
    }
}
