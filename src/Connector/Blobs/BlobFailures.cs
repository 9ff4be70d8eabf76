using System.Globalization;
using Azure;
using Azure.Identity;
using Connector.Failures;

namespace Connector.Blobs;

/// <summary>Tells a storage account that fails, by blobs or queues, from a fault of ours.</summary>
internal static class BlobFailures
{
    /// <summary>Makes calls to the store; what they fail with becomes <c>storage_unavailable</c>, what else fails passes.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="cancellationToken">What stops them; a call that ends as if it were stopped, though it was not, was not answered in time.</param>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> calls, CancellationToken cancellationToken)
    {
        try
        {
            return await calls();
        }
        catch (Exception failure) when (Reason(failure) is { } reason)
        {
            throw Unavailable(reason, failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable("it did not answer in time", late);
        }
    }

    /// <summary>Whether a failure is the store's and may pass: it is not there, overloaded or too slow.</summary>
    public static bool IsPassing(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or >= 500,
        AggregateException several => several.InnerExceptions.All(one => IsPassing(one, cancellationToken)),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        IOException => true,
        _ => false,
    };

    /// <summary>Reads from the store; there everything that can fail is its failure, a broken connection and its own time limit too.</summary>
    public static async ValueTask<int> TranslateReadAsync(Func<ValueTask<int>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await TranslateAsync(async () => await read(), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or AggregateException)
        {
            throw Unavailable("its answer broke off", failure);
        }
    }

    /// <summary>Azure's own messages hold headers and addresses: they are for the log.</summary>
    public static ConnectorException Unavailable(string reason, Exception failure) =>
        new(503, ErrorCodes.StorageUnavailable, $"The storage account failed: {reason}. The connector's log tells more.", failure)
        {
            RetryAfter = IsPassing(failure, CancellationToken.None) ? ComeAgain(failure) : null,
        };

    /// <summary>The time that the service names, or one after which it is worth another try.</summary>
    private static TimeSpan ComeAgain(Exception failure) =>
        (failure as RequestFailedException)?.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromSeconds(5);

    private static string? Reason(Exception failure) => failure switch
    {
        RequestFailedException { ErrorCode: { Length: > 0 } code } => code,
        RequestFailedException { Status: 0 } => "it cannot be reached",
        RequestFailedException refused => $"it answered with status {refused.Status}",
        AuthenticationFailedException => "this machine has no identity that Azure knows",

        // After the last of several tries, each of which failed.
        AggregateException several => several.InnerExceptions.Select(Reason).FirstOrDefault(reason => reason is not null),
        _ => null,
    };
}
