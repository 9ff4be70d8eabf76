using Connector.Declaration;
using Connector.Output;

namespace Connector.Api.Documents;

/// <summary>The receipts that actions answer.</summary>
internal static class ReceiptTypes
{
    /// <summary>The receipt of an action, or the two of which it answers one.</summary>
    public static IReadOnlyList<Type> Of(ConnectorAction action) => action.Output switch
    {
        MediaOutput { Wait: not null } => [typeof(MediaReceipt), typeof(JobReceipt)],
        MediaOutput => [typeof(MediaReceipt)],
        JobOutput => [typeof(JobReceipt)],
        _ => [typeof(DataReceipt)],
    };
}
