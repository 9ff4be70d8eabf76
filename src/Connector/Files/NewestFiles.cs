using System.Runtime.CompilerServices;
using Connector.Failures;

namespace Connector.Files;

/// <summary>
/// Lists files newest first. Stores list by path only; but a path tells its day, so that folders are opened from the newest day on, and a
/// page costs the days that it shows, however many files are older.
/// </summary>
/// <param name="sink">The store.</param>
public sealed class NewestFiles(IMediaSink sink)
{
    private const int FoldersAtOnce = 8;

    /// <summary>Lists published files: the newest day of their paths first, within a day the last published first.</summary>
    /// <param name="prefix">What their paths begin with; empty for all.</param>
    /// <param name="continuation">What the page before gave; null for the first page.</param>
    /// <param name="most">The most files of a page.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400): a continuation that no page gave; <c>storage_unavailable</c> (503).</exception>
    public async Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var after = continuation is null ? null : FilePlace.FromContinuation(continuation) ?? throw MediaPath.UnknownContinuation(cause: null);
        var (files, last) = (new List<StoredFile>(), after);
        await foreach (var (place, file) in AllAsync(prefix, after, cancellationToken))
        {
            if (files.Count == most)
            {
                return new StoredFilePage(files, last!.ToContinuation());
            }

            files.Add(file);
            last = place;
        }

        return new StoredFilePage(files, Continuation: null);
    }

    private async IAsyncEnumerable<(FilePlace Place, StoredFile File)> AllAsync(
        string prefix, FilePlace? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folders = new PriorityQueue<DatedFolder, int>([(DatedFolder.Root, 0)]);
        var files = new PriorityQueue<StoredFile, FilePlace>(FilePlace.Order);
        while (true)
        {
            var hasFile = files.TryPeek(out var file, out var place);
            if (folders.TryPeek(out var folder, out _) && !(hasFile && place!.Day > folder.Last))
            {
                await OpenAsync(TakeAll(folders, folder.Last).Where(one => after is null || one.First <= after.Day));
            }
            else if (hasFile)
            {
                files.Dequeue();
                yield return (place!, file!);
            }
            else
            {
                yield break;
            }
        }

        async Task OpenAsync(IEnumerable<DatedFolder> opened)
        {
            foreach (var some in opened.Chunk(FoldersAtOnce))
            {
                var contents = await Task.WhenAll(some.Select(folder => sink.OpenFolderAsync(folder.Path, cancellationToken)));
                foreach (var (folder, content) in some.Zip(contents))
                {
                    folders.EnqueueRange(content.Folders.Where(path => MediaPath.MayHold(path, prefix)).Select(folder.Below).Select(below => (below, -below.Last.DayNumber)));
                    files.EnqueueRange(content.Files
                        .Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(file => (file, new FilePlace(folder.DayOf(file), file.LastModified, file.Path)))
                        .Where(one => after is null || FilePlace.Order.Compare(one.Item2, after) > 0));
                }
            }
        }
    }

    /// <summary>All folders with the same last day, such as every action's of that day.</summary>
    private static List<DatedFolder> TakeAll(PriorityQueue<DatedFolder, int> folders, DateOnly last)
    {
        var taken = new List<DatedFolder>();
        while (folders.TryPeek(out var next, out _) && next.Last == last)
        {
            taken.Add(folders.Dequeue());
        }

        return taken;
    }
}
