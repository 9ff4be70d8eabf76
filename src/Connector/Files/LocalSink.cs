using System.Buffers;
using System.Globalization;
using Connector.Failures;
using Connector.Images;
using Connector.Local;

namespace Connector.Files;

/// <summary>Files in a folder of this machine.</summary>
/// <param name="root">The folder; made when first needed.</param>
public sealed class LocalSink(string root) : IMediaSink
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>The room that a file may need: a PNG of noise with 4 megapixels, as the upscalers return at most, and some more.</summary>
    private const long LargeFileBytes = 16 * 1024 * 1024;

    /// <summary>Not behind links, which could lead anywhere.</summary>
    private static readonly EnumerationOptions OwnEntries = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static readonly EnumerationOptions PlainEntries = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly string _root = Path.GetFullPath(root);
    private volatile bool _wasThere;

    /// <summary>Folders of days before this one have been swept by this process; null when none have.</summary>
    private DateOnly? _sweptUpTo;

    /// <summary>Whether a write that fails leaves what was written before readable. A disk across a network may take it all away.</summary>
    private volatile bool _isOwnDisk;

    /// <inheritdoc/>
    public Task PrepareAsync(IReadOnlyCollection<string> folders, long files, CancellationToken cancellationToken) => LocalFailures.TranslateAsync(async () =>
    {
        ThrowIfGone();
        Directory.CreateDirectory(_root);
        _wasThere = true;
        var drive = new DriveInfo(_root);
        _isOwnDisk = drive.DriveType is DriveType.Fixed or DriveType.Ram;
        if (drive.AvailableFreeSpace is var free && free < files * LargeFileBytes)
        {
            throw LocalFailures.Unavailable($"its disk has {free / 1024 / 1024} MiB left, and {files} large {(files == 1 ? "file needs" : "files need")} {files * LargeFileBytes / 1024 / 1024} MiB", cause: null);
        }

        await LocalPlace.ProveAsync(_root, folders, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public async Task<IStagedMedia> StageAsync(string folder, string name, Stream content, IMediaCopy? copy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        StagedFile? file = null;
        try
        {
            var read = await content.ReadAtLeastAsync(buffer, MediaFormat.SignatureBytes, throwOnEndOfStream: false, cancellationToken);
            file = await CreateAsync(folder, name, buffer.AsMemory(0, read), copy, cancellationToken);
            for (; read > 0; read = await content.ReadAsync(buffer, cancellationToken))
            {
                await file.AppendAsync(buffer.AsMemory(0, read), copy, cancellationToken);
            }

            return file;
        }
        catch
        {
            await (file?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        var file = MediaPath.IsValid(path) && !LeavesRoot(path) ? new FileInfo(Path.Combine(_root, path)) : null;
        if (file is { Exists: true })
        {
            return Task.FromResult<StoredFile?>(Stored(path, file));
        }

        // Not found is said only of a folder that can be looked into.
        ThrowIfGone();
        return Task.FromResult<StoredFile?>(null);
    }

    /// <inheritdoc/>
    public string? PathOf(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return location.IsFile && Path.GetRelativePath(_root, location.LocalPath) is var path && !Path.IsPathRooted(path)
            && !path.StartsWith("..", StringComparison.Ordinal)
                ? path.Replace(Path.DirectorySeparatorChar, '/')
                : null;
    }

    /// <inheritdoc/>
    public Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (continuation is not null && !MediaPath.IsValid(continuation))
        {
            throw MediaPath.UnknownContinuation(cause: null);
        }

        return LocalFailures.TranslateAsync(() => Task.FromResult(List(prefix, continuation, most, cancellationToken)));
    }

    /// <inheritdoc/>
    public Task<FolderContent> OpenFolderAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return LocalFailures.TranslateAsync(() => Task.FromResult(Open(folder, cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (await FindAsync(path, cancellationToken) is null)
        {
            return false;
        }

        File.Delete(Path.Combine(_root, path));
        return true;
    }

    /// <inheritdoc/>
    public Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var partial in StagedFolders.FindPartials(_root, _sweptUpTo, cancellationToken))
        {
            if (partial.LastWriteTimeUtc < before.UtcDateTime)
            {
                partial.Delete();
            }
        }

        _sweptUpTo = DateOnly.FromDateTime((before - StagedFolders.LongestCall).UtcDateTime);

        var refused = new DirectoryInfo(Path.Combine(_root, MediaPath.Refused));
        foreach (var file in refused.Exists ? refused.EnumerateFiles("*", OwnEntries) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.LastWriteTimeUtc < (before - MediaPath.RefusedLife).UtcDateTime)
            {
                file.Delete();
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Uri> LinkAsync(string path, Uri? filesUrl, CancellationToken cancellationToken) =>
        Task.FromResult(filesUrl is null ? Location(Path.Combine(_root, path)) : MediaPath.Link(filesUrl, path));

    private StoredFilePage List(string prefix, string? continuation, int most, CancellationToken cancellationToken)
    {
        // Empty is said only of a folder that can be looked into.
        ThrowIfGone();

        // The continuation is the last path of the page before: files that come or go meanwhile disturb nothing.
        var files = new List<StoredFile>();
        foreach (var path in Walk("", prefix, continuation ?? "", most + 1, cancellationToken))
        {
            if (files.Count == most)
            {
                return new StoredFilePage(files, files[^1].Path);
            }

            if (new FileInfo(Path.Combine(_root, path)) is { Exists: true } file)
            {
                files.Add(Stored(path, file));
            }
        }

        return new StoredFilePage(files, Continuation: null);
    }

    private FolderContent Open(string folder, CancellationToken cancellationToken)
    {
        ThrowIfGone();
        var directory = new DirectoryInfo(Path.Combine(_root, folder));
        var isOwn = folder.Length == 0 || (MediaPath.IsValid(folder) && !LeavesRoot(folder));
        var (folders, files) = (new List<string>(), new List<StoredFile>());
        foreach (var entry in isOwn && directory.Exists ? directory.EnumerateFileSystemInfos("*", PlainEntries) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (!MediaPath.IsValid(path))
            {
                continue;
            }

            if (entry is FileInfo file)
            {
                files.Add(Stored(path, file));
            }
            else
            {
                folders.Add(path);
            }
        }

        return new FolderContent(folders, files);
    }

    /// <summary>Makes the file. The first bytes tell its extension; without a file they are the copy's alone.</summary>
    private async Task<StagedFile> CreateAsync(string folder, string name, ReadOnlyMemory<byte> first, IMediaCopy? copy, CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfGone();
            LocalPlace.Create(_root, folder);
            return new StagedFile(_root, MediaPath.File(folder, name, MediaFormat.Detect(first.Span)), isCopied: !_isOwnDisk);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ConnectorException)
        {
            await (copy?.AppendAsync(first, cancellationToken) ?? ValueTask.CompletedTask);
            throw failure as ConnectorException ?? LocalFailures.Unavailable(failure);
        }
    }

    /// <summary>A folder that was there was taken away, by an unmounted disk perhaps; another in its place would hide what comes back.</summary>
    private void ThrowIfGone()
    {
        if (Directory.Exists(_root))
        {
            return;
        }

        if (File.Exists(_root))
        {
            throw LocalFailures.Unavailable("a file is in its place", new IOException($"{_root} is a file."));
        }

        if (_wasThere)
        {
            throw LocalFailures.Unavailable(new DirectoryNotFoundException($"{_root} is gone."));
        }
    }

    private static StoredFile Stored(string path, FileInfo file)
    {
        var modified = new DateTimeOffset(file.LastWriteTimeUtc);
        return new StoredFile(
            path,
            MediaFormat.FromPath(path),
            file.Length,
            modified,
            string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{modified.UtcTicks:x}\""),
            _ => Task.FromResult<Stream>(new FileStream(file.FullName, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan })));
    }

    internal static Uri Location(string fullPath) => new(new Uri(fullPath).AbsoluteUri);

    /// <summary>
    /// The paths of the files below a folder, in order. Folders in which nothing can match are not opened, so that a page costs what it
    /// shows and the folders around it, and not what is stored.
    /// </summary>
    private IEnumerable<string> Walk(string folder, string prefix, string after, int atOnce, CancellationToken cancellationToken)
    {
        for (var directory = Path.Combine(_root, folder); Directory.Exists(directory);)
        {
            var slice = FolderSlice.Of(directory, folder, prefix, after, atOnce, cancellationToken);
            foreach (var path in slice)
            {
                if (path[^1] != '/')
                {
                    yield return path;
                    continue;
                }

                foreach (var below in Walk(path, prefix, after, atOnce, cancellationToken))
                {
                    yield return below;
                }
            }

            if (slice.Count < atOnce)
            {
                yield break;
            }

            after = slice[^1];
        }
    }

    /// <summary>A link below the root, file or folder, could lead anywhere; we never make one, so none is followed.</summary>
    private bool LeavesRoot(string path)
    {
        var current = _root;
        foreach (var segment in path.Split('/'))
        {
            current = Path.Combine(current, segment);
            if (new FileInfo(current).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
