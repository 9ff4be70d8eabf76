namespace Connector.Output;

/// <summary>Files that were deleted together, or would be.</summary>
/// <param name="Files">How many.</param>
/// <param name="Bytes">How long they were together.</param>
public sealed record CleanedFiles(long Files, long Bytes)
{
    /// <summary>None.</summary>
    public static CleanedFiles None { get; } = new(0, 0);

    /// <summary>Whether there are more that were meant.</summary>
    public bool HasMore { get; init; }
}
