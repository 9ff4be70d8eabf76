namespace Connector.Upstream;

/// <summary>The finish reasons that mean no usable image (v1 OpenAPI, FinishReason).</summary>
internal static class FinishReasons
{
    /// <summary>"the result affected by the content filter and may be blurred".</summary>
    public const string ContentFiltered = "CONTENT_FILTERED";

    /// <summary>"indicates an error".</summary>
    public const string Error = "ERROR";
}
