using Connector.Failures;

namespace Connector.Local;

/// <summary>Tells a folder that fails, because its disk is full, gone or not ours, from a fault of ours.</summary>
internal static class LocalFailures
{
    /// <summary>Makes calls to the file system; what they fail with becomes <c>storage_unavailable</c>, what else fails passes.</summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> calls)
    {
        try
        {
            return await calls();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>The system's own messages hold paths: they are for the log.</summary>
    public static ConnectorException Unavailable(Exception failure) => Unavailable(Reason(failure), failure);

    /// <summary>503, for a reason in words.</summary>
    public static ConnectorException Unavailable(string reason, Exception? cause) => new(
        503, ErrorCodes.StorageUnavailable, $"The folder of the files (Storage__Root) failed: {reason}. The connector's log tells more.", cause)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static string Reason(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "the connector may not write there",
        DirectoryNotFoundException or FileNotFoundException => "it is gone",
        IOException { HResult: unchecked((int)0x80070070) or 28 } => "its disk is full",
        _ => "it cannot be read or written",
    };
}
