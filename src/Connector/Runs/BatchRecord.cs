using Connector.Records;

namespace Connector.Runs;

/// <summary>
/// A batch: many runs of one action. How far they have come stands in the runs themselves; what has ended is copied here, once, by
/// whoever looks at the batch first after that, so that the next look need not read it again.
/// </summary>
/// <param name="Id">The batch's id: derived from the idempotency key, or random.</param>
/// <param name="Action">The action's full name.</param>
/// <param name="Fingerprint">What tells its inputs from those of another; see <see cref="InputFingerprint"/>.</param>
/// <param name="Total">How many runs it has; their ids are derived from the batch's.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="RequestId">The id of the request that asked for it.</param>
public sealed record BatchRecord(string Id, string Action, string Fingerprint, int Total, DateTimeOffset Created, string RequestId) : VersionedRecord
{
    /// <summary>The ends of runs that are known here, by the place of their inputs; null for none.</summary>
    public IReadOnlyDictionary<int, RunAnswer>? Ended { get; init; }

    /// <summary>Who asked for it; null for nobody in particular.</summary>
    public string? Caller { get; init; }

    /// <summary>What a file's path is appended to for a link, as the request reached the server; null for none.</summary>
    public Uri? FilesUrl { get; init; }

    /// <summary>Who is called when every run has ended; null for nobody.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>Its jobs, in the order of the inputs.</summary>
    internal IEnumerable<JobTicket> Jobs => Enumerable.Range(0, Total).Select(place => new JobTicket(RunKey.OfBatchItem(Id, place), Id, place));

    /// <summary>Whether it is so old that the same key may begin another.</summary>
    internal bool MayBeginAnew(DateTimeOffset now) => Created + RunRecords.Life + RunRecords.Life < now;
}
