using Connector.Failures;
using Connector.Output;
using Connector.Runs;

namespace Connector.Api.Documents;

/// <summary>One run of a batch.</summary>
/// <param name="Index">The place of its input in the batch, from 0.</param>
/// <param name="JobUrl">Where it is as a job of its own.</param>
/// <param name="Status">How far it is: <c>queued</c>, <c>running</c>, <c>waiting</c> for upstream, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Receipt">The receipt of one that succeeded.</param>
/// <param name="Problem">The problem of one that failed or was cancelled.</param>
/// <param name="NextLook">When the image API is looked at again, for one that it works on.</param>
public sealed record BatchItemDocument(
    int Index, Uri JobUrl, string Status, ActionReceipt? Receipt, ProblemDocument? Problem, DateTimeOffset? NextLook)
{
    internal static BatchItemDocument Of(int index, BatchItem item, Uri jobUrl)
    {
        var answer = item.Answer;
        var status = answer is null ? JobDocument.StatusOf(item.State) : answer.Problem is null ? "succeeded" : "failed";
        return new BatchItemDocument(index, jobUrl, status, answer?.Receipt, answer?.Problem, item.NextLook);
    }
}
