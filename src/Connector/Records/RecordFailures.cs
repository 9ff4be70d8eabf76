using Connector.Failures;

namespace Connector.Records;

/// <summary>The failures of records that are there and cannot be read.</summary>
internal static class RecordFailures
{
    /// <summary>409: it is cut short, not the connector's, or of a later version. It is left as it is, and nothing is begun in its place.</summary>
    public static ConnectorException Unreadable(string name, string reason, Exception? cause) => new(
        409,
        ErrorCodes.RecordUnreadable,
        $"The record {name} cannot be read: {reason}. What it stands for may have been charged.",
        cause)
    {
        MayHaveBeenCharged = true,
    };

    /// <summary>Whether a failure is of one record only, so that whoever goes through many goes on with the next.</summary>
    public static bool IsOfOneRecord(Exception failure) => failure is ConnectorException { Code: ErrorCodes.RecordUnreadable };
}
