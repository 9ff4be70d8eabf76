using Connector.Failures;
using Connector.Settings;
using Polly;
using Polly.Retry;

namespace Connector.Upstream;

/// <summary>Which failures are worth another try, and when. A POST costs money and knows no idempotency key: doubt counts against it.</summary>
internal static class RetryRules
{
    /// <summary>The first pause; each one after it is about twice as long, with jitter.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>Retries for calls that only read, or for calls that cost.</summary>
    public static ResiliencePipeline Create(UpstreamLimits limits, TimeProvider time, bool reads) => limits.Retries == 0
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = limits.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is ConnectorException failure && (WasNotAccepted(failure) || (reads && BrokeDown(failure))) && IsSoonEnough(failure, limits)),

                // Not with jitter: upstream has named the moment. Null leaves it to the settings above.
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as ConnectorException)?.RetryAfter),
            })
            .Build();

    /// <summary>
    /// Whether a 503 says that the request was turned away before it was looked at. Only one that names a time to come again
    /// does: that is a server which knows that it is overloaded or closed. A bare 503 is also what proxies answer when the server
    /// behind them hung up on a request, which it may have worked on.
    /// </summary>
    public static bool TurnedAway(HttpResponseMessage response) =>
        response.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null;

    /// <summary>insufficient_balance, v1's other 429, has a code of its own; so has the 429 of our own queue no upstream.</summary>
    private static bool WasNotAccepted(ConnectorException failure) =>
        failure is { Code: ErrorCodes.UpstreamUnreachable } or { Code: ErrorCodes.RateLimited, Upstream: not null } or { Upstream.Status: 503, RetryAfter: not null };

    private static bool BrokeDown(ConnectorException failure) =>
        failure is { Code: ErrorCodes.UpstreamCutShort } or { Upstream.Status: >= 500 };

    /// <summary>Coming before the time that upstream names is no use; a time too far off is told to the caller.</summary>
    private static bool IsSoonEnough(ConnectorException failure, UpstreamLimits limits) => failure.RetryAfter is not { } wait || wait <= limits.Queue;
}
