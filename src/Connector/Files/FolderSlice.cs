using System.IO.Enumeration;

namespace Connector.Files;

/// <summary>
/// What comes next in a folder of this machine, in the order of whole paths. The system tells names in no order: all are looked at, but only
/// those that come first are kept, so that a page takes no more memory from a folder of a million files than from one of a hundred.
/// </summary>
internal static class FolderSlice
{
    /// <summary>The slash of a folder takes part in the order.</summary>
    private const char Slash = '/';

    /// <summary>Longer than any name that a file system has.</summary>
    private const int LongestName = 512;

    /// <summary>Not behind links, which could lead anywhere.</summary>
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private static readonly Comparer<string> LastFirst = Comparer<string>.Create((one, other) => string.CompareOrdinal(other, one));

    /// <summary>Looks.</summary>
    /// <param name="directory">Where the folder is.</param>
    /// <param name="folder">Its path with a slash at the end; empty for the whole store.</param>
    /// <param name="prefix">What the paths of wanted files begin with.</param>
    /// <param name="after">The path after which they come; a folder that holds it comes too when it is a file's.</param>
    /// <param name="most">The most to tell.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The paths, those of folders with a slash at the end.</returns>
    public static IReadOnlyList<string> Of(string directory, string folder, string prefix, string after, int most, CancellationToken cancellationToken)
    {
        var first = new PriorityQueue<string, string>(LastFirst);
        var (isWanted, isNext) = (Beginning(folder, prefix), Behind(folder, after));
        var entries = new FileSystemEnumerable<string>(
            directory,
            (ref FileSystemEntry entry) => string.Concat(folder, entry.FileName, entry.IsDirectory ? [Slash] : []),
            Plain)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.FileName.Length >= LongestName || !MediaPath.IsSegment(entry.FileName) || folder.Length + entry.FileName.Length > MediaPath.LongestPath)
                {
                    return false;
                }

                Span<char> text = stackalloc char[LongestName];
                entry.FileName.CopyTo(text);
                text[entry.FileName.Length] = Slash;
                var name = text[..(entry.FileName.Length + (entry.IsDirectory ? 1 : 0))];
                return isWanted(name, entry.IsDirectory)
                    && isNext(name, entry.IsDirectory)
                    && !(first.Count == most && name.SequenceCompareTo(first.Peek().AsSpan(folder.Length)) > 0);
            },
        };
        foreach (var path in entries)
        {
            if (first.Count < most)
            {
                first.Enqueue(path, path);
            }
            else
            {
                first.EnqueueDequeue(path, path);
            }
        }

        return [.. first.UnorderedItems.Select(item => item.Element).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether an entry of a folder is a file whose path begins so, or a folder that may hold one.</summary>
    private static NameTest Beginning(string folder, string prefix)
    {
        if (folder.StartsWith(prefix, StringComparison.Ordinal))
        {
            return (_, _) => true;
        }

        var rest = prefix[folder.Length..];
        return (name, isFolder) => name.StartsWith(rest) || (isFolder && rest.AsSpan().StartsWith(name));
    }

    /// <summary>Whether an entry of a folder comes after a path, or is the folder that holds it.</summary>
    private static NameTest Behind(string folder, string after)
    {
        if (!after.StartsWith(folder, StringComparison.Ordinal))
        {
            // What was opened comes after it as a whole.
            return (_, _) => true;
        }

        var rest = after[folder.Length..];
        return (name, isFolder) => name.SequenceCompareTo(rest) > 0 || (isFolder && name.Length < rest.Length && rest.AsSpan().StartsWith(name));
    }

    private delegate bool NameTest(ReadOnlySpan<char> name, bool isFolder);
}
