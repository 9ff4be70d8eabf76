namespace Connector.Api.Documents;

/// <summary>Files that were deleted together, or would be.</summary>
/// <param name="DryRun">Whether they were only counted.</param>
/// <param name="Files">How many.</param>
/// <param name="Bytes">How long they are together.</param>
/// <param name="More">Whether there are more that were meant: send the request again for them.</param>
public sealed record DeletedFilesDocument(bool DryRun, long Files, long Bytes, bool More);
