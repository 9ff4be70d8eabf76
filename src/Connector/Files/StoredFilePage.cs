namespace Connector.Files;

/// <summary>One page of a listing.</summary>
/// <param name="Files">The files.</param>
/// <param name="Continuation">Brings the next page; null when this is the last.</param>
public sealed record StoredFilePage(IReadOnlyList<StoredFile> Files, string? Continuation);
