using System.IO.Enumeration;
using Connector.Local;

namespace Connector.Files;

/// <summary>The folders in which files on their way may lie.</summary>
internal static class StagedFolders
{
    /// <summary>
    /// How long before the last writing to a file the day of its folder was looked up, at most: a call lasts an hour, and clocks of two
    /// machines are this far apart at worst.
    /// </summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromDays(2);

    /// <summary>Not behind links, which could lead anywhere.</summary>
    private static readonly EnumerationOptions OwnEntries = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Finds files on their way.</summary>
    /// <param name="root">The folder of all files.</param>
    /// <param name="from">Folders of days before it are passed over, and so are hidden ones; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IEnumerable<FileInfo> FindPartials(string root, DateOnly? from, CancellationToken cancellationToken)
    {
        var folders = new Stack<DatedFolder>([DatedFolder.Root]);
        while (folders.TryPop(out var folder))
        {
            var directory = Path.Combine(root, folder.Path);
            if (!Directory.Exists(directory))
            {
                continue;
            }

            foreach (var (name, isFolder) in Entries(directory, cancellationToken))
            {
                if (!isFolder)
                {
                    yield return new FileInfo(Path.Combine(directory, name));
                }
                else if (folder.Below(folder.Path.Length == 0 ? name : $"{folder.Path}/{name}") is var below
                    && (from is null || (below.Last >= from && name[0] != '.')))
                {
                    folders.Push(below);
                }
            }
        }
    }

    private static FileSystemEnumerable<(string Name, bool IsFolder)> Entries(string directory, CancellationToken cancellationToken) =>
        new(directory, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), OwnEntries)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return entry.IsDirectory || (entry.FileName.StartsWith('.') && entry.FileName.EndsWith(LocalPlace.PartialExtension, StringComparison.Ordinal));
            },
        };
}
