namespace Connector.Failures;

/// <summary>The codes of <see cref="ConnectorException"/>: stable, so that a flow can branch on them.</summary>
public static class ErrorCodes
{
    /// <summary>The input has problems; they are listed.</summary>
    public const string InvalidInput = "invalid_input";

    /// <summary>The body is not a JSON object.</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>The body is not a well-formed form.</summary>
    public const string InvalidForm = "invalid_form";

    /// <summary>The request is malformed below the level of parameters.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>The body's content type is not one that is read.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>The answer cannot be given in the form asked for.</summary>
    public const string NotAcceptable = "not_acceptable";

    /// <summary>The body is too large.</summary>
    public const string PayloadTooLarge = "payload_too_large";

    /// <summary>No action has this name.</summary>
    public const string UnknownAction = "unknown_action";

    /// <summary>No app has this slug.</summary>
    public const string UnknownApp = "unknown_app";

    /// <summary>No option list has this name.</summary>
    public const string UnknownOptionList = "unknown_option_list";

    /// <summary>No file has this path.</summary>
    public const string FileNotFound = "file_not_found";

    /// <summary>The file is there and is no picture (422).</summary>
    public const string NotAPicture = "not_a_picture";

    /// <summary>The picture cannot be decoded, or is too large to be (422).</summary>
    public const string PictureUnusable = "picture_unusable";

    /// <summary>The host has no picture library (501).</summary>
    public const string PicturesUnavailable = "pictures_unavailable";

    /// <summary>The file is there, and it is not known how it was made (404).</summary>
    public const string RecipeNotFound = "recipe_not_found";

    /// <summary>No subscription has this id, or it has ended (404).</summary>
    public const string SubscriptionNotFound = "subscription_not_found";

    /// <summary>No route has this path.</summary>
    public const string NotFound = "not_found";

    /// <summary>The route does not take this method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>No key is set for the app.</summary>
    public const string MissingApiKey = "missing_api_key";

    /// <summary>The caller may not run this action (403).</summary>
    public const string ActionNotAllowed = "action_not_allowed";

    /// <summary>The caller's access key is missing or wrong.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>A web page of another origin called, and no setting allows it (403).</summary>
    public const string ForeignOrigin = "foreign_origin";

    /// <summary>The request was meant for a host name that is not this server's (421).</summary>
    public const string ForeignHost = "foreign_host";

    /// <summary>A setting is unknown or contradicts another.</summary>
    public const string InvalidSettings = "invalid_settings";

    /// <summary>The images were made but the content filter caught them.</summary>
    public const string ContentFiltered = "content_filtered";

    /// <summary>Upstream made no image although it accepted the call.</summary>
    public const string GenerationFailed = "generation_failed";

    /// <summary>Upstream refused the request (400).</summary>
    public const string UpstreamRejected = "upstream_rejected";

    /// <summary>Upstream refused the key (401).</summary>
    public const string InvalidApiKey = "invalid_api_key";

    /// <summary>The account's credits do not cover the call (402).</summary>
    public const string InsufficientBalance = "insufficient_balance";

    /// <summary>The call would cost more than is left of the connector's own limit for the day (402).</summary>
    public const string DailyCreditsSpent = "daily_credits_spent";

    /// <summary>The call would pass the connector's own limit of a month's credits (402).</summary>
    public const string MonthlyCreditsSpent = "monthly_credits_spent";

    /// <summary>The connector's limit for the day cannot count the call, for which no price is documented (402).</summary>
    public const string PriceUnknown = "price_unknown";

    /// <summary>The key may not do this (403).</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Upstream's moderation refused the prompt or image (403).</summary>
    public const string ContentModeration = "content_moderation";

    /// <summary>Upstream does not know the engine or id (404).</summary>
    public const string UpstreamNotFound = "upstream_not_found";

    /// <summary>Upstream understood the request and rejects its content (422).</summary>
    public const string Unprocessable = "unprocessable";

    /// <summary>Too many requests with this key (429).</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>Upstream failed (502).</summary>
    public const string UpstreamError = "upstream_error";

    /// <summary>Upstream cannot be reached (502).</summary>
    public const string UpstreamUnreachable = "upstream_unreachable";

    /// <summary>Upstream's answer ended before it was complete (502).</summary>
    public const string UpstreamCutShort = "upstream_cut_short";

    /// <summary>Upstream's answer is not what its document says (502).</summary>
    public const string UpstreamMalformed = "upstream_malformed";

    /// <summary>Upstream did not answer in time (504).</summary>
    public const string UpstreamTimeout = "upstream_timeout";

    /// <summary>The URL of an image input leads where none may: not https, or not to the public internet (400).</summary>
    public const string UrlRefused = "url_refused";

    /// <summary>The server of an image input's URL cannot be reached or does not answer with a file (400).</summary>
    public const string UrlUnreachable = "url_unreachable";

    /// <summary>The file behind an image input's URL is too large (400).</summary>
    public const string UrlTooLarge = "url_too_large";

    /// <summary>The file behind an image input's URL did not come in time (400).</summary>
    public const string UrlTimeout = "url_timeout";

    /// <summary>The Idempotency-Key came with another input before (422).</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>The Idempotency-Key is not one (400).</summary>
    public const string InvalidIdempotencyKey = "invalid_idempotency_key";

    /// <summary>A run with this Idempotency-Key is still in progress (503).</summary>
    public const string RunInProgress = "run_in_progress";

    /// <summary>The instance that ran the action stopped while the call was on its way: the outcome is unknown (502).</summary>
    public const string RunInterrupted = "run_interrupted";

    /// <summary>The run was cancelled by its caller (409).</summary>
    public const string RunCancelled = "run_cancelled";

    /// <summary>No job has this id (404).</summary>
    public const string JobNotFound = "job_not_found";

    /// <summary>The job has ended and cannot be cancelled (409).</summary>
    public const string JobEnded = "job_ended";

    /// <summary>No batch has this id (404).</summary>
    public const string BatchNotFound = "batch_not_found";

    /// <summary>A run's, batch's or day's record is damaged or of a later version (409).</summary>
    public const string RecordUnreadable = "record_unreadable";

    /// <summary>The storage account cannot be reached or refuses the connector (503).</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>The instance can do no work: no app has a key (503). Only <c>/api/health/ready</c> says so.</summary>
    public const string NotReady = "not_ready";

    /// <summary>A fault of the connector itself (500).</summary>
    public const string InternalError = "internal_error";
}
