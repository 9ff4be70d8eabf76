using System.Globalization;
using Connector.Images;

namespace Connector.Output;

/// <summary>Files in a folder of this machine.</summary>
/// <param name="root">The folder; made when first needed.</param>
public sealed class LocalSink(string root) : IMediaSink
{
    private readonly string _root = Path.GetFullPath(root);

    /// <inheritdoc/>
    public async Task<IStagedMedia> StageAsync(string folder, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var directory = Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;

        // Beside the target, because only a rename within one file system is atomic. The leading dot hides it.
        var staged = new StagedFile(_root, Path.Combine(directory, $".{Guid.NewGuid():N}.partial"));
        try
        {
            await using var file = new FileStream(staged.Path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            await content.CopyToAsync(file, cancellationToken);
            return staged;
        }
        catch
        {
            await staged.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        if (!MediaPath.IsValid(path) || LeavesRoot(path) || new FileInfo(Path.Combine(_root, path)) is not { Exists: true } info)
        {
            return Task.FromResult<StoredFile?>(null);
        }

        var modified = new DateTimeOffset(info.LastWriteTimeUtc);
        return Task.FromResult<StoredFile?>(new StoredFile(
            path,
            MediaFormat.FromPath(path),
            info.Length,
            modified,
            string.Create(CultureInfo.InvariantCulture, $"\"{info.Length:x}-{modified.UtcTicks:x}\""),
            _ => Task.FromResult<Stream>(new FileStream(info.FullName, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan }))));
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

    private sealed class StagedFile(string root, string path) : IStagedMedia
    {
        public string Path { get; } = path;

        public Task<Uri> PublishAsync(string path, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = System.IO.Path.Combine(root, path);
            File.Move(Path, target, overwrite: false);
            return Task.FromResult(new Uri(new Uri(target).AbsoluteUri));
        }

        public ValueTask DisposeAsync()
        {
            // Nothing happens when it was published: the name is gone.
            File.Delete(Path);
            return ValueTask.CompletedTask;
        }
    }
}
