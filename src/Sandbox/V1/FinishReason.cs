namespace Connector.Sandbox.V1;

/// <summary>The values of <c>finishReason</c> and of the header <c>Finish-Reason</c>.</summary>
internal static class FinishReason
{
    public const string Success = "SUCCESS";
    public const string Error = "ERROR";

    /// <summary>"The result affected by the content filter and may be blurred."</summary>
    public const string ContentFiltered = "CONTENT_FILTERED";
}
