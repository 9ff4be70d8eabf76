using Connector.Runs;

namespace Connector.Api.Documents;

/// <summary>A batch as it stands.</summary>
/// <param name="BatchId">Its id.</param>
/// <param name="BatchUrl">Where to look at it again.</param>
/// <param name="Action">The action.</param>
/// <param name="Status">How far it is: <c>running</c>, or <c>ended</c> when every run has ended.</param>
/// <param name="Total">How many runs it has.</param>
/// <param name="Succeeded">How many of them have a receipt.</param>
/// <param name="Failed">How many of them have a problem, cancelled ones included.</param>
/// <param name="Ended">How many of them have ended, well or not.</param>
/// <param name="Running">How many of them somebody has begun and that have not ended, those included that the image API works on.</param>
/// <param name="Queued">How many of them nobody has begun.</param>
/// <param name="NextLook">When the image API is looked at again next, while it works on some of them.</param>
/// <param name="Credits">The credits of the receipts together, as far as their prices are documented.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="RequestId">The id of the request that asked for it.</param>
/// <param name="Items">The runs, in the order of the inputs.</param>
public sealed record BatchDocument(
    string BatchId,
    Uri BatchUrl,
    string Action,
    string Status,
    int Total,
    int Succeeded,
    int Failed,
    int Ended,
    int Running,
    int Queued,
    DateTimeOffset? NextLook,
    decimal Credits,
    DateTimeOffset Created,
    string RequestId,
    IReadOnlyList<BatchItemDocument> Items)
{
    /// <summary>How far its callback has come; absent when it has none.</summary>
    public CallbackDocument? Callback { get; init; }

    /// <summary>The document of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="jobUrl">Where the job of an id is.</param>
    public static BatchDocument Of(Batch batch, Uri url, Func<string, Uri> jobUrl)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(jobUrl);
        var record = batch.Record;
        var items = batch.Items.Select((item, index) => BatchItemDocument.Of(index, item, jobUrl(item.Id))).ToList();
        var (ended, queued) = (batch.Items.Count(item => item.State == RunState.Done), batch.Items.Count(item => item.State == RunState.Queued));
        var (succeeded, failed) = (items.Count(item => item.Receipt is not null), items.Count(item => item.Problem is not null));
        return new BatchDocument(
            record.Id,
            url,
            record.Action,
            batch.HasEnded ? "ended" : "running",
            items.Count,
            succeeded,
            failed,
            ended,
            items.Count - ended - queued,
            queued,
            items.Min(item => item.NextLook),
            items.Sum(item => item.Receipt?.Credits ?? 0),
            record.Created,
            record.RequestId,
            items);
    }
}
