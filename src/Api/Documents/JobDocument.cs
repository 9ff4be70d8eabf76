using Connector.Runs;

namespace Connector.Api.Documents;

/// <summary>A job, as it stands.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="JobUrl">Where to look for its result.</param>
/// <param name="Action">The action.</param>
/// <param name="Status">How far it is: <c>queued</c>, <c>running</c>, <c>waiting</c> for upstream, or <c>ended</c> where a call is repeated that has started it before.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="RequestId">The id of the request that asked for it.</param>
/// <param name="NextLook">When the job is looked at again: while upstream works on it, or after it was put off at the rate limit.</param>
/// <param name="LastLook">What the last look saw, while upstream works on the job; absent before the first.</param>
public sealed record JobDocument(
    string JobId, Uri JobUrl, string Action, string Status, DateTimeOffset Created, string RequestId, DateTimeOffset? NextLook, JobLook? LastLook)
{
    /// <summary>How far its callback has come; absent when it has none. An ended job has the member beside those of its receipt or problem.</summary>
    public CallbackDocument? Callback { get; init; }

    /// <summary>The document of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="url">Where to look for its result.</param>
    public static JobDocument Of(RunRecord run, Uri url)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new JobDocument(run.Id, url, run.Action, StatusOf(run.State), run.Created, run.RequestId, run.NextLook, run.Upstream?.LastLook)
        {
            Callback = run.CallbackUrl is { } callback ? CallbackDocument.Of(callback, delivery: null) : null,
        };
    }

    internal static string StatusOf(RunState state) => state switch
    {
        RunState.Queued => "queued",
        RunState.Waiting => "waiting",
        RunState.Done => "ended",
        _ => "running",
    };
}
