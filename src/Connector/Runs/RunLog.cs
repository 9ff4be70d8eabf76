using System.Globalization;
using Connector.Actions;
using Connector.Failures;
using Connector.Output;
using Microsoft.Extensions.Logging;

namespace Connector.Runs;

/// <summary>
/// The lines of the log that tell what became of runs, jobs and refused requests. They hold names, codes and numbers: never what a caller
/// or an upstream wrote.
/// </summary>
public static partial class RunLog
{
    /// <summary>What stands for a parameter's name that no action has: it is a caller's text.</summary>
    private const string Unknown = "(unknown)";

    private static readonly HashSet<string> Names =
        Catalog.All.Actions.SelectMany(action => action.Parameters).Select(parameter => parameter.Name).Append("inputs").ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes a request down that was refused or failed, unless its run has been written down.</summary>
    /// <param name="log">The log.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="action">The action, or what else was asked for.</param>
    /// <param name="time">How long it took.</param>
    public static void Refused(ILogger log, ConnectorException failure, string requestId, string action, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (!failure.IsLogged)
        {
            failure.IsLogged = true;
            Refused(log, LevelOf(failure.Status), CauseOf(failure.Status, failure.InnerException), action, failure.Code, failure.Status, NamesIn(failure.Problems), Milliseconds(time), requestId);
        }
    }

    /// <summary>Writes down that a repeated request got the answer of the first.</summary>
    /// <param name="log">The log.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="requestId">The id of the request that was repeated.</param>
    /// <param name="action">The action.</param>
    public static void Replayed(ILogger log, RunAnswer answer, string requestId, string action)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Replayed(log, action, answer.Problem?.Code ?? Succeeded, requestId);
    }

    internal static void Ran(ILogger log, ActionReceipt receipt, string requestId, string action, TimeSpan time) =>
        Ran(log, action, Milliseconds(time), CreditsOf(receipt), requestId);

    internal static void Failed(ILogger log, ConnectorException failure, string requestId, string action, TimeSpan time)
    {
        failure.IsLogged = true;
        Failed(
            log, LevelOf(failure.Status), CauseOf(failure.Status, failure.InnerException), action, failure.Code, failure.Status, NamesIn(failure.Problems), Milliseconds(time), CreditsOf(failure.MayHaveBeenCharged), requestId);
    }

    /// <summary>Writes down how a job or an item of a batch ended.</summary>
    internal static void Ended(ILogger log, RunRecord run, RunAnswer answer, DateTimeOffset now, Exception? cause = null)
    {
        var (problem, item) = (answer.Problem, run.Batch is { } batch ? string.Create(CultureInfo.InvariantCulture, $"{batch}[{run.Place}]") : "");
        Ended(
            log,
            LevelOf(problem?.Status ?? 200),
            CauseOf(problem?.Status ?? 200, cause),
            run.Action,
            problem?.Code ?? Succeeded,
            NamesIn(problem?.Problems ?? []),
            Milliseconds(now - run.Created),
            answer.Receipt is { } receipt ? CreditsOf(receipt) : CreditsOf(problem?.MayHaveBeenCharged),
            run.RequestId,
            run.Id,
            item);
    }

    /// <summary>Writes down that a run's files, which the store had not taken, are in it now: what was told before was not its end.</summary>
    internal static void Restored(ILogger log, RunRecord run) =>
        Restored(log, run.Action, run.Answer?.Receipt is { } receipt ? CreditsOf(receipt) : "0", run.RequestId, run.Id);

    /// <summary>Writes down that a run's files could be kept nowhere, and why this machine did not take them.</summary>
    internal static void Lost(ILogger log, string requestId, string action, Exception? cause) => Lost(log, cause, action, requestId);

    private const string Succeeded = "succeeded";

    private static LogLevel LevelOf(int status) => status switch
    {
        500 => LogLevel.Error,
        > 500 => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    /// <summary>A caller who goes away or is refused is no fault whose cause anybody would look for.</summary>
    private static Exception? CauseOf(int status, Exception? cause) => status >= 500 ? cause : null;

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string CreditsOf(ActionReceipt receipt) =>
        receipt.Sandbox ? "0" : receipt.Credits?.ToString("0.####", CultureInfo.InvariantCulture) ?? "0";

    private static string CreditsOf(bool? mayHaveBeenCharged) => mayHaveBeenCharged == true ? "unknown" : "0";

    /// <summary>The names of the parameters that problems are about, as the actions declare them.</summary>
    private static string NamesIn(IReadOnlyList<Problem> problems) =>
        string.Join(',', problems.Select(problem => NameIn(problem.Parameter)).Distinct(StringComparer.Ordinal));

    /// <summary>Those of a batch begin with the place of the input, as in <c>inputs[2].prompt</c>.</summary>
    private static string NameIn(string parameter) =>
        parameter.Split('.').Select(part => part.Split('[')[0]).FirstOrDefault(part => part != "inputs" && Names.Contains(part))
        ?? (Names.Contains(parameter.Split('[', '.')[0]) ? parameter.Split('[', '.')[0] : Unknown);

    [LoggerMessage(EventId = 1, EventName = "RunSucceeded", Level = LogLevel.Information, Message = "run {Action} succeeded in {Milliseconds} ms, {Credits} credits, request {RequestId}")]
    private static partial void Ran(ILogger log, string action, long milliseconds, string credits, string requestId);

    [LoggerMessage(EventId = 2, EventName = "RunFailed", Message = "run {Action} {Code} ({Status}) [{Parameters}] in {Milliseconds} ms, {Credits} credits, request {RequestId}")]
    private static partial void Failed(
        ILogger log, LogLevel level, Exception? cause, string action, string code, int status, string parameters, long milliseconds, string credits, string requestId);

    [LoggerMessage(EventId = 3, EventName = "Refused", Message = "refused {Action} {Code} ({Status}) [{Parameters}] in {Milliseconds} ms, request {RequestId}")]
    private static partial void Refused(
        ILogger log, LogLevel level, Exception? cause, string action, string code, int status, string parameters, long milliseconds, string requestId);

    [LoggerMessage(EventId = 4, EventName = "JobEnded", Message = "job {Action} {Outcome} [{Parameters}] in {Milliseconds} ms, {Credits} credits, request {RequestId}, job {JobId} {BatchItem}")]
    private static partial void Ended(
        ILogger log, LogLevel level, Exception? cause, string action, string outcome, string parameters, long milliseconds, string credits, string requestId, string jobId, string batchItem);

    [LoggerMessage(EventId = 5, EventName = "Replayed", Level = LogLevel.Information, Message = "repeat {Action} {Outcome}, 0 credits, request {RequestId}")]
    private static partial void Replayed(ILogger log, string action, string outcome, string requestId);

    [LoggerMessage(EventId = 6, EventName = "Restored", Level = LogLevel.Information, Message = "restored {Action} succeeded, {Credits} credits, request {RequestId}, run {RunId}")]
    private static partial void Restored(ILogger log, string action, string credits, string requestId, string runId);

    [LoggerMessage(EventId = 7, EventName = "Lost", Level = LogLevel.Error, Message = "lost {Action}: neither the store nor the folder of Storage__Spill took what came, request {RequestId}")]
    private static partial void Lost(ILogger log, Exception? cause, string action, string requestId);
}
