using System.Runtime.CompilerServices;

namespace Connector.Files;

/// <summary>Finds files by their age: a path tells its day, so that only the folders of old days are opened.</summary>
/// <param name="sink">The store.</param>
public sealed class OldFiles(IMediaSink sink)
{
    /// <summary>The files of days before another, in any order; of those alone whose path tells a day.</summary>
    /// <param name="prefix">What their paths begin with; empty for all.</param>
    /// <param name="before">The first day that is too young, by the folder that tells what a file is; null for a folder whose files all are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<StoredFile> FindAsync(string prefix, Func<string, DateOnly?> before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(before);
        var folders = new Stack<DatedFolder>([DatedFolder.Root]);
        while (folders.TryPop(out var folder))
        {
            var content = await sink.OpenFolderAsync(folder.Path, cancellationToken);
            foreach (var below in content.Folders.Where(path => MediaPath.MayHold(path, prefix)).Select(folder.Below))
            {
                if (MediaPath.HoldsCallers(below.Path) || below.First < before(MediaPath.RootOf($"{below.Path}/")))
                {
                    folders.Push(below);
                }
            }

            foreach (var file in content.Files.Where(file => folder.IsDay && file.Path.StartsWith(prefix, StringComparison.Ordinal)))
            {
                if (folder.DayOf(file) < before(MediaPath.RootOf(file.Path)))
                {
                    yield return file;
                }
            }
        }
    }
}
