namespace Connector.Files;

/// <summary>What lies directly in a folder of a store.</summary>
/// <param name="Folders">The paths of the folders in it, without a slash at the end.</param>
/// <param name="Files">The published files in it.</param>
public sealed record FolderContent(IReadOnlyList<string> Folders, IReadOnlyList<StoredFile> Files);
