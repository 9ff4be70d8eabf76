using Connector.Files;

namespace Connector.Output;

/// <summary>A second copy of a file that the store may fail to take, on this machine's disk; gone when it is disposed of, unless it was kept.</summary>
/// <param name="path">Where it is written; made with the first bytes.</param>
internal sealed class SpillCopy(string path) : IMediaCopy, IAsyncDisposable
{
    private FileStream? _file;

    /// <summary>Whether it has every byte that it was given. A disk that takes no copy must not cost the call that does not need it.</summary>
    public bool IsWhole => Failure is null;

    /// <summary>Why the disk did not take it; null when it did.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!IsWhole || bytes.IsEmpty)
        {
            return;
        }

        try
        {
            _file ??= SpillFolder.Create(path);
            await _file.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failure = failure;
        }
    }

    /// <inheritdoc/>
    public void Break(Exception cause) => Failure ??= cause;

    /// <summary>Opens what was copied so far.</summary>
    public Stream OpenRead() => _file is null
        ? Stream.Null
        : new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    /// <summary>Keeps the copy under another name on the same disk.</summary>
    public async Task KeepAsync(string target)
    {
        await CloseAsync();
        File.Move(path, target);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await CloseAsync();
            try
            {
                File.Delete(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It is swept later.
            }
        }
    }

    private ValueTask CloseAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
