using Connector.Documents.Schemas;

namespace Connector.Documents.Api;

/// <summary>The problems that operations answer, by status.</summary>
internal static class ProblemAnswers
{
    /// <summary>What every operation may answer.</summary>
    private static readonly int[] OfAll = [400, 401, 403, 500];

    private static readonly Dictionary<int, string> Descriptions = new()
    {
        [400] = "The request has problems; all of them are listed with what would be right.",
        [401] = "A key is missing or wrong: the caller's access key or the image API's, as the code tells.",
        [402] = "The account's credits or the connector's limit of the day do not cover the call.",
        [403] = "The key may not do this, a web page of another origin called, or moderation refused the input.",
        [404] = "Nothing has that name or id, any more.",
        [406] = "The answer cannot be given in the form that Accept asks for.",
        [409] = "It has ended, or was cancelled.",
        [413] = "The body or a file is over the limit.",
        [415] = "The body's content type is not one that is read.",
        [422] = "The content filter caught the result, or the request is understood and rejected.",
        [429] = "There are too many requests; retry_after tells when to come again.",
        [500] = "The connector has failed; its log tells more under the request id.",
        [502] = "The image API has failed; may_have_been_charged tells whether the call may cost all the same.",
        [503] = "The file store does not answer, or a run with this key has not ended yet.",
        [504] = "The image API has not answered in time.",
    };

    private static readonly ApiContent Content = new(ProblemDocument.ContentType, AnswerSchemas.Of<ProblemDocument>());

    /// <summary>The problems of an operation in the order of their statuses, and at last every other one.</summary>
    public static IEnumerable<ApiAnswer> Of(ApiOperation operation) => OfAll.Union(operation.Problems).Order()
        .Select(status => new ApiAnswer(status, Descriptions[status], Content))
        .Append(new ApiAnswer(Status: null, "Another problem; its code and detail tell.", Content));
}
