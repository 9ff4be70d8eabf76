using System.Text.Json;
using Connector.Declaration;
using Connector.Records;

namespace Connector.Runs;

/// <summary>
/// A run that outlives its request: one with an idempotency key, or one that was asked for asynchronously. Every instance on the
/// same store reads the same record, and whoever holds its lease carries it on.
/// </summary>
public sealed record RunRecord : VersionedRecord
{
    /// <summary>The run's id, which is also the job's: derived from the idempotency key, or random.</summary>
    public required string Id { get; init; }

    /// <summary>The action's full name.</summary>
    public required string Action { get; init; }

    /// <summary>Who asked for it; null for nobody in particular.</summary>
    public string? Caller { get; init; }

    /// <summary>What tells one input from another; see <see cref="InputFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>How far it has come.</summary>
    public required RunState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record was last written, as its store stamps it.</summary>
    public DateTimeOffset Written { get; init; }

    /// <summary>The id of the request that asked for it.</summary>
    public required string RequestId { get; init; }

    /// <summary>What a file's path is appended to for a link, as the request reached the server; null for none.</summary>
    public Uri? FilesUrl { get; init; }

    /// <summary>The instance that carries it on; null when nobody does.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// How long after this writing the owner counts as alive. A length and no time of day: whoever reads it goes by how long the
    /// record has not changed, since the clocks of two machines may be hours apart.
    /// </summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Whether its caller wants it stopped.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>The input of a run that no request carries, with stored paths for files.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What its caller should know of the input; absent when there is nothing.</summary>
    public IReadOnlyList<string>? InputWarnings { get; init; }

    /// <summary>The files that were stored for it alone and go when it ends.</summary>
    public IReadOnlyList<string>? InputFiles { get; init; }

    /// <summary>The batch that it belongs to; null for a run of its own.</summary>
    public string? Batch { get; init; }

    /// <summary>Its place in that batch, from 0.</summary>
    public int Place { get; init; }

    /// <summary>Whether somebody is to be told when the batch has ended.</summary>
    public bool TellsBatch { get; init; }

    /// <summary>Who is called when it has ended; null for nobody.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>When it is carried on at the earliest; null when nothing stands in the way.</summary>
    public DateTimeOffset? NextLook { get; init; }

    /// <summary>How often its message failed for good and it was queued again.</summary>
    public int Failures { get; init; }

    /// <summary>How often it was put off in a row, since upstream took no more calls then.</summary>
    public int PutOff { get; init; }

    /// <summary>Upstream's job, once it has accepted one.</summary>
    public UpstreamJob? Upstream { get; init; }

    /// <summary>How it ended; null until then.</summary>
    public RunAnswer? Answer { get; init; }

    /// <summary>How long the record had not changed when it was read, at least; see <see cref="RunSightings"/>.</summary>
    internal TimeSpan Silence { get; init; }

    /// <summary>How long its owner still counts as alive; zero when nobody carries it on.</summary>
    internal TimeSpan HeldFor => Owner is not null && (Lease ?? RunLease.Length) > Silence ? (Lease ?? RunLease.Length) - Silence : TimeSpan.Zero;

    /// <summary>Whether somebody carries it on.</summary>
    internal bool IsHeld => HeldFor > TimeSpan.Zero;

    /// <summary>The job, as queues know it.</summary>
    internal JobTicket Job => new(Id, Batch, Place);

    /// <summary>Whether it is a job that has not ended. Runs that a request carries have no input here.</summary>
    internal bool IsUnfinishedJob => State != RunState.Done && Input is not null;

    /// <summary>Whether it is a job that nobody carries on nor has since this moment: its message may be lost.</summary>
    internal bool IsForgotten(DateTimeOffset untouchedSince) =>
        IsUnfinishedJob && !IsHeld && Written < untouchedSince && !(NextLook >= untouchedSince);

    /// <summary>Whether its end costs nothing to forget: it is long over, or failed without a charge, so that the same key may try again.</summary>
    internal bool MayBeginAnew(DateTimeOffset now) =>
        State == RunState.Done && (Completed + RunRecords.Life < now || Answer?.Problem is { MayHaveBeenCharged: not true });

    /// <summary>The run at its end, which nobody carries on.</summary>
    internal RunRecord Ended(RunAnswer answer, DateTimeOffset now) => this with
    {
        State = RunState.Done,
        Answer = answer,
        Completed = now,
        Owner = null,
        Lease = null,
        NextLook = null,
        Input = null,
    };

    /// <summary>The end of a run whose instance died while the call was on its way.</summary>
    internal RunRecord Interrupted(ConnectorAction action, DateTimeOffset now) => Ended(RunAnswer.Of(RunFailures.Interrupted(action), RequestId), now);
}
