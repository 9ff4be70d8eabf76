using Azure;
using Azure.Identity;
using Connector.Failures;

namespace Connector.Blobs;

/// <summary>Tells a storage account that fails, by blobs or queues, from a fault of ours.</summary>
internal static class BlobFailures
{
    /// <summary>Makes calls to the store; what they fail with becomes <c>storage_unavailable</c>, what else fails passes.</summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> calls)
    {
        try
        {
            return await calls();
        }
        catch (Exception failure) when (Reason(failure) is { } reason)
        {
            throw Unavailable(reason, failure);
        }
    }

    /// <summary>Reads from the store; there everything that can fail is its failure, a broken connection and its own time limit too.</summary>
    public static async ValueTask<int> TranslateReadAsync(Func<ValueTask<int>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await TranslateAsync(async () => await read());
        }
        catch (Exception failure) when (failure is IOException or AggregateException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unavailable("its answer broke off", failure);
        }
    }

    /// <summary>Azure's own messages hold headers and addresses: they are for the log.</summary>
    public static ConnectorException Unavailable(string reason, Exception failure) =>
        new(503, ErrorCodes.StorageUnavailable, $"The storage account failed: {reason}. The connector's log tells more.", failure);

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
