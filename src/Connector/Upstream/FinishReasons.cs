namespace Connector.Upstream;

/// <summary>The finish reasons that mean no usable image (v1 OpenAPI, FinishReason), in any spelling.</summary>
internal static class FinishReasons
{
    /// <summary>"the result affected by the content filter and may be blurred".</summary>
    public const string ContentFiltered = "CONTENT_FILTERED";

    /// <summary>"indicates an error".</summary>
    public const string Error = "ERROR";

    /// <summary>How other APIs, which a gateway may stand before, call what a filter has done.</summary>
    private static readonly string[] Filtered = ["FILTER", "MODERAT", "NSFW", "SAFETY", "PROHIBITED", "BLOCK", "CENSOR"];

    private static readonly string[] Failed = ["ERROR", "FAILED", "FAILURE"];

    /// <summary>How APIs say that all went well.</summary>
    private static readonly string[] Good = ["SUCCESS", "SUCCESSFUL", "SUCCEEDED", "COMPLETE", "COMPLETED", "FINISHED", "DONE", "STOP", "OK", "NULL", "NONE"];

    /// <summary>Whether it is none of those that are understood.</summary>
    public static bool IsUnknown(string? reason) => reason is { Length: > 0 } && !IsFiltered(reason) && !IsError(reason) && !Good.Contains(Letters(reason));

    /// <summary>Whether the content filter caught it: <c>content_filtered</c>, <c>ContentFiltered</c>, <c>content-filter</c> and the like.</summary>
    public static bool IsFiltered(string? reason) => Filtered.Any(Letters(reason).Contains);

    /// <summary>Whether making it failed.</summary>
    public static bool IsError(string? reason) => Failed.Contains(Letters(reason));

    private static string Letters(string? reason) => string.Concat((reason ?? "").Where(char.IsAsciiLetter)).ToUpperInvariant();
}
