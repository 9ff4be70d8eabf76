using System.Buffers;
using Connector.Failures;
using Connector.Local;
using Microsoft.Win32.SafeHandles;

namespace Connector.Files;

/// <summary>
/// A medium in a file beside its target, because only a rename within one file system is atomic. The file stays open until it is
/// published, so that what was taken can be read again when its folder is gone or its disk is full.
/// </summary>
internal sealed class StagedFile : IStagedMedia
{
    private const int BufferBytes = 64 * 1024;

    private readonly string _partial;
    private readonly string _target;
    private readonly SafeFileHandle _file;
    private readonly bool _isCopied;
    private long _length;

    /// <summary>Makes the file.</summary>
    /// <param name="root">The folder of all files.</param>
    /// <param name="path">The path that the file will have in it.</param>
    /// <param name="isCopied">Whether whoever adds bytes gives them to the copy too, because the disk may take away what it took.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public StagedFile(string root, string path, bool isCopied)
    {
        _isCopied = isCopied;
        Path = path;
        _target = System.IO.Path.Combine(root, path);
        _partial = LocalPlace.NewPartial(System.IO.Path.GetDirectoryName(_target)!);
        _file = File.OpenHandle(_partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
    }

    public string Path { get; }

    /// <summary>Adds bytes. The thread writes that has them: what it writes to is the system's memory, and no other thread would be sooner.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="copy">Has all bytes when the disk does not take these; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, IMediaCopy? copy, CancellationToken cancellationToken)
    {
        if (_isCopied && copy is not null)
        {
            await copy.AppendAsync(bytes, cancellationToken);
        }

        try
        {
            RandomAccess.Write(_file, bytes.Span, _length);
            _length += bytes.Length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_isCopied && copy is not null)
            {
                await CopyAsync(copy, cancellationToken);
                await copy.AppendAsync(bytes, cancellationToken);
            }

            throw LocalFailures.Unavailable(failure);
        }
    }

    public async Task CopyAsync(IMediaCopy copy, CancellationToken cancellationToken)
    {
        if (_isCopied)
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var position = 0L; position < _length;)
            {
                var read = RandomAccess.Read(_file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, _length - position)), position);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                await copy.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
                position += read;
            }
        }
        catch (IOException failure)
        {
            copy.Break(failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task<Uri> PublishAsync(MediaDetails details, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            File.Move(_partial, _target, overwrite: false);
        }
        catch (IOException failure) when (!File.Exists(_target))
        {
            throw LocalFailures.Unavailable(failure);
        }

        // Whoever has its path may open it at once, also where a file that is open for writing is shared with nobody.
        _file.Dispose();
        return Task.FromResult(LocalSink.Location(_target));
    }

    /// <inheritdoc/>
    /// <remarks>What cannot be deleted now is swept later; the failure that led here is the one to tell.</remarks>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        try
        {
            // Nothing happens when it was published: the name is gone.
            File.Delete(_partial);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder may be gone.
        }

        return ValueTask.CompletedTask;
    }
}
