using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>Turns an upstream error answer into the one failure of the connector.</summary>
internal static class UpstreamErrorReader
{
    /// <summary>No longer wait is believed: by a slip of upstream the key would rest for days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static async Task<ConnectorException> ReadAsync(
        HttpResponseMessage response, AppConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var error = await ReadErrorAsync(response, connection, cancellationToken);
        var (status, code, advice) = Classify(error, MeaningOf(error, connection.App.Errors));
        var said = error.Errors.Count > 0 ? string.Join(" ", error.Errors) : $"status {error.Status} without an explanation";
        return new ConnectorException(status, code, $"{advice} {connection.App.Title} says: {said.TrimEnd('.')}.")
        {
            Upstream = error,
            RetryAfter = RetryAfter(response, time) ?? (status == 429 ? connection.App.Rest : null),
        };
    }

    /// <summary>How APIs of this kind call an account without credits, whatever the status.</summary>
    private static readonly HashSet<string> NoCredits = new(StringComparer.OrdinalIgnoreCase)
    {
        "insufficient_balance", "insufficient_quota", "insufficient_credits", "payment_required", "billing_hard_limit_reached",
    };

    private static ErrorMeaning? MeaningOf(UpstreamError error, ErrorShape? shape) =>
        error.Name is { } name && shape is not null && shape.Meanings.TryGetValue(name.ToLowerInvariant(), out var meaning) ? meaning : null;

    private static (int Status, string Code, string Advice) Classify(UpstreamError error, ErrorMeaning? meaning) => meaning switch
    {
        ErrorMeaning.ContentFiltered => (422, ErrorCodes.ContentFiltered, "The content filter refused it, and nothing was saved; change the prompt or image."),
        ErrorMeaning.InvalidKey => Classify(error with { Status = 401, Name = null }),
        ErrorMeaning.NoCredits => Classify(error with { Status = 402, Name = null }),
        ErrorMeaning.NotFound => Classify(error with { Status = 404, Name = null }),
        ErrorMeaning.RateLimited => Classify(error with { Status = 429, Name = null }),
        _ => Classify(error),
    };

    private static (int Status, string Code, string Advice) Classify(UpstreamError error) => error switch
    {
        { Status: 400 } => (400, ErrorCodes.UpstreamRejected, "The request was refused."),
        { Status: 401 } => (401, ErrorCodes.InvalidApiKey, "The API key was refused; check the setting that holds it."),
        _ when error.Status == 402 || (error is { Status: 429, Name: { } name } && NoCredits.Contains(name)) =>
            (402, ErrorCodes.InsufficientBalance, "The account's credits do not cover this call; add credits, then run it again."),
        { Status: 403, Name: "content_moderation" } =>
            (403, ErrorCodes.ContentModeration, "Moderation refused the request before anything was made; change the prompt or image."),
        { Status: 403 } => (403, ErrorCodes.Forbidden, "The API key may not do this."),
        { Status: 404 } => (404, ErrorCodes.UpstreamNotFound, "The engine or id is not known, or no longer offered."),
        { Status: 413 } => (413, ErrorCodes.PayloadTooLarge, "The request is too large."),
        { Status: 422 } => (422, ErrorCodes.Unprocessable, "The request was understood and rejected."),
        { Status: 429 } => (429, ErrorCodes.RateLimited, "Too many requests with this key; wait before the next one."),
        _ => (502, ErrorCodes.UpstreamError, "The image API failed."),
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    /// <summary>What came is read, also when the rest of it never does: the status alone has to do only where nothing came.</summary>
    private static async Task<UpstreamError> ReadErrorAsync(
        HttpResponseMessage response, AppConnection connection, CancellationToken cancellationToken)
    {
        var answer = new UpstreamAnswer(response, connection);
        try
        {
            await using var body = await AnswerBody.OpenAsync(response, connection.App, cancellationToken);
            return answer.Error(UpstreamWords.Read(answer.Status, body.Head, connection));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return answer.Error();
        }
    }
}
