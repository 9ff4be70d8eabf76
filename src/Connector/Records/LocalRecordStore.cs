using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text;
using Connector.Local;

namespace Connector.Records;

/// <summary>
/// Records as files in a folder beside the saved media, hidden from them by its leading dot. A record is written whole to another
/// file, flushed and renamed, so that a reader, who needs no lock, never sees a part of it; writers of a record take turns.
/// </summary>
/// <param name="root">The folder of the saved media; made when first needed.</param>
/// <param name="time">The clock that waiting for another process goes by.</param>
public sealed class LocalRecordStore(string root, TimeProvider time) : IRecordStore
{
    /// <summary>A file begins with its tag.</summary>
    private const int TagBytes = 32;

    private const string Folder = ".records";
    private const string Locks = ".locks";

    private static readonly DateTime NoTime = DateTime.FromFileTimeUtc(0);

    private static readonly EnumerationOptions AllEntries = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly string _root = Path.GetFullPath(root);
    private readonly string _folder = FolderIn(root);
    private volatile bool _wasThere;
    private readonly RecordLocks _locks = new(Path.Combine(FolderIn(root), Locks), time);

    /// <inheritdoc/>
    /// <remarks>Where each kind is that has records already, and where the turns are taken. Whether the root is there is the files' matter.</remarks>
    public Task ProveAsync(CancellationToken cancellationToken) => LocalFailures.TranslateAsync(async () =>
    {
        ThrowIfGone(kind: "", cause: null);
        var kept = Directory.Exists(_folder) ? new DirectoryInfo(_folder).EnumerateFileSystemInfos().Select(entry => entry.Name) : [];
        if (Directory.Exists(_root))
        {
            await LocalPlace.ProveAsync(
                _root, kept.Where(RecordRules.IsKind).Append(Locks).Append("").Select(name => $"{Folder}/{name}"), cancellationToken);
        }

        return true;
    });

    /// <inheritdoc/>
    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        RecordRules.ThrowIfNoName(name);
        return LocalFailures.TranslateAsync(() => ReadFileAsync(name, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        TryWriteAsync(name, content, replaced: null, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return TryWriteAsync(name, content, tag, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken)
    {
        RecordRules.ThrowIfNoName(name);
        return LocalFailures.TranslateAsync(() => TryDeleteFileAsync(name, tag, cancellationToken));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordEntry> ListAsync(
        string kind, string start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordRules.ThrowIfNoKind(kind);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var entry in await LocalFailures.TranslateAsync(() => Task.FromResult(List(kind, start))))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordEntry> EnumerateAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordRules.ThrowIfNoKind(kind);
        using var entries = await LocalFailures.TranslateAsync(() => Task.FromResult(Entries(kind, start: "").GetEnumerator()));
        var next = () => Task.FromResult(entries.MoveNext());
        while (await LocalFailures.TranslateAsync(next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entries.Current;
        }
    }

    private List<RecordEntry> List(string kind, string start)
    {
        var entries = Entries(kind, start).ToList();
        entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return entries;
    }

    /// <summary>The records of a kind in the system's order.</summary>
    private IEnumerable<RecordEntry> Entries(string kind, string start)
    {
        var folder = Path.Combine(_folder, kind);
        if (!Directory.Exists(folder))
        {
            ThrowIfGone(kind, cause: null);
            return [];
        }

        var entries = new FileSystemEnumerable<RecordEntry>(
            folder, (ref FileSystemEntry entry) => new RecordEntry($"{kind}/{entry.FileName}", entry.LastWriteTimeUtc), AllEntries)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && entry.FileName.StartsWith(start, StringComparison.Ordinal) && RecordRules.IsPart(entry.FileName),
        };

        // Of one that is gone again the system tells the beginning of its time: it must not be taken for an old one.
        return entries.Where(entry => entry.LastModified.UtcDateTime > NoTime);
    }

    private async Task<StoredRecord?> ReadFileAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, name);
        if (!Path.Exists(path))
        {
            // Every new record is looked for first, and to ask costs less than to fail.
            ThrowIfGone(KindOf(name), cause: null);
            return null;
        }

        try
        {
            // Where open files cannot be renamed over, sharing their deletion allows it.
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken);

            // One that was cut short has no content, and what is left of its tag to delete it by.
            var tagBytes = Math.Min(TagBytes, bytes.Length);
            return new StoredRecord(bytes.AsMemory(tagBytes), Encoding.ASCII.GetString(bytes, 0, tagBytes), TimeSpan.Zero);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            ThrowIfGone(KindOf(name), missing);
            return null;
        }
        catch (UnauthorizedAccessException failure) when (Directory.Exists(path))
        {
            throw RecordFailures.Unreadable(name, "a folder is in its place", failure);
        }
    }

    private async Task<bool> TryDeleteFileAsync(string name, string? tag, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(name, cancellationToken);
        if (await ReadFileAsync(name, cancellationToken) is not { } record || (tag ?? record.Tag) != record.Tag)
        {
            return false;
        }

        File.Delete(Path.Combine(_folder, name));
        return true;
    }

    /// <summary>
    /// A folder that was there and is gone was taken away, by an unmounted disk perhaps: its records have not been forgotten, so
    /// nothing may be begun anew as if it never had been. The same goes for a folder whose place a file has taken.
    /// </summary>
    private void ThrowIfGone(string kind, Exception? cause)
    {
        LocalPlace.Existing(_root, $"{Folder}/{kind}");
        if (Directory.Exists(_folder))
        {
            _wasThere = true;
        }
        else if (_wasThere)
        {
            throw LocalFailures.Unavailable(new DirectoryNotFoundException($"{_folder} is gone.", cause));
        }
    }

    private Task<RecordTurn> TakeTurnAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfGone(KindOf(name), cause: null);
        LocalPlace.Existing(_root, $"{Folder}/{Locks}");
        return _locks.TakeAsync(name, cancellationToken);
    }

    private static string FolderIn(string root) => Path.Combine(Path.GetFullPath(root), Folder);

    private static string KindOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Writes a record when its tag is this one; null when there must be none.</summary>
    private Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, string? replaced, CancellationToken cancellationToken)
    {
        RecordRules.ThrowIfNoName(name);
        RecordRules.ThrowIfTooLarge(content);
        return LocalFailures.TranslateAsync(() => TryWriteFileAsync(name, content, replaced, cancellationToken));
    }

    private async Task<string?> TryWriteFileAsync(string name, ReadOnlyMemory<byte> content, string? replaced, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(name, cancellationToken);
        if ((await ReadFileAsync(name, cancellationToken))?.Tag != replaced)
        {
            return null;
        }

        var (path, tag) = (Path.Combine(_folder, name), Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(turn.Draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        }))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(tag), cancellationToken);
            await file.WriteAsync(content, cancellationToken);

            // Most records tell what has been paid for: they must outlast a power cut, or be as they were before.
            file.Flush(flushToDisk: KindOf(name) != RecordRules.Recipes);
        }

        File.Move(turn.Draft, path, overwrite: true);
        _wasThere = true;
        return tag;
    }
}
