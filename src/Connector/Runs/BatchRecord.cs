namespace Connector.Runs;

/// <summary>A batch: many runs of one action. How far they have come stands in the runs themselves.</summary>
/// <param name="Id">The batch's id: derived from the idempotency key, or random.</param>
/// <param name="Action">The action's full name.</param>
/// <param name="Fingerprint">What tells its inputs from those of another; see <see cref="InputFingerprint"/>.</param>
/// <param name="Total">How many runs it has; their ids are derived from the batch's.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="RequestId">The id of the request that asked for it.</param>
public sealed record BatchRecord(string Id, string Action, string Fingerprint, int Total, DateTimeOffset Created, string RequestId)
{
    /// <summary>The ids of its runs, in the order of the inputs.</summary>
    internal IEnumerable<string> RunIds => Enumerable.Range(0, Total).Select(index => RunKey.OfBatchItem(Id, index));

    /// <summary>Whether it is so old that the same key may begin another.</summary>
    internal bool MayBeginAnew(DateTimeOffset now) => Created + RunRecords.Life + RunRecords.Life < now;
}
