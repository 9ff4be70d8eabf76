using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Failures;

namespace Connector.Api.Documents.Api;

/// <summary>The problems that operations answer, by status.</summary>
internal static class ProblemAnswers
{
    /// <summary>What every operation may answer.</summary>
    private static readonly int[] OfAll = [400, 401, 403, 500];

    /// <summary>When each comes, and the code of the most frequent one.</summary>
    private static readonly Dictionary<int, (string Code, string Description)> Known = new()
    {
        [400] = (ErrorCodes.InvalidInput, "The request has problems; all of them are listed with what would be right."),
        [401] = (ErrorCodes.AccessDenied, "A key is missing or wrong: the caller's access key or the image API's, as the code tells."),
        [402] = (ErrorCodes.InsufficientBalance, "The account's credits or the connector's limit of the day do not cover the call."),
        [403] = (ErrorCodes.ContentModeration, "The key may not do this, a web page of another origin called, or moderation refused the input."),
        [404] = (ErrorCodes.FileNotFound, "Nothing has that name or id, any more."),
        [406] = (ErrorCodes.NotAcceptable, "The answer cannot be given in the form that Accept asks for."),
        [409] = (ErrorCodes.JobEnded, "It has ended, or was cancelled."),
        [413] = (ErrorCodes.PayloadTooLarge, "The body or a file is over the limit."),
        [415] = (ErrorCodes.UnsupportedMediaType, "The body's content type is not one that is read."),
        [422] = (ErrorCodes.ContentFiltered, "The content filter caught the result, or the request is understood and rejected."),
        [429] = (ErrorCodes.RateLimited, "There are too many requests; retry_after tells when to come again."),
        [500] = (ErrorCodes.InternalError, "The connector has failed; its log tells more under the request id."),
        [501] = (ErrorCodes.PicturesUnavailable, "This host has no picture library."),
        [502] = (ErrorCodes.UpstreamError, "The image API has failed; may_have_been_charged tells whether the call may cost all the same."),
        [503] = (ErrorCodes.StorageUnavailable, "The file store does not answer, or a run with this key has not ended yet."),
        [504] = (ErrorCodes.UpstreamTimeout, "The image API has not answered in time."),
    };

    private static readonly ApiContent Content = new(ProblemDocument.ContentType, new ApiShape.Answer(typeof(ProblemDocument)));

    /// <summary>The problems of an operation in the order of their statuses, and at last every other one.</summary>
    public static IEnumerable<ApiAnswer> Of(ApiOperation operation) => OfAll.Union(operation.Problems).Order()
        .Select(status => new ApiAnswer(status, Known[status].Description, Content with { Example = ExampleOf(status) }))
        .Append(new ApiAnswer(Status: null, "Another problem; its code and detail tell.", Content));

    private static JsonObject ExampleOf(int status)
    {
        var (code, description) = Known[status];
        var problem = new ProblemDocument
        {
            Status = status,
            Code = code,
            Detail = description,
            RequestId = "2487dde084034bb2a9268abef6ba542e",
            Problems = code == ErrorCodes.InvalidInput ? [new Problem("cfg_scale", ProblemCodes.OutOfRange, "cfg_scale must be 0 to 35; received 40.")] : null,
            RetryAfter = status is 429 or 503 ? 10 : null,
            MayHaveBeenCharged = status switch { 402 => false, 422 or 502 or 504 => true, _ => null },
        };
        return JsonSerializer.SerializeToNode(problem, JsonStyles.Compact.ProblemDocument)!.AsObject();
    }
}
