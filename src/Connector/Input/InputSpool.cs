using System.Globalization;
using Connector.Failures;
using Connector.Values;

namespace Connector.Input;

/// <summary>The files of one request, gone when it is over.</summary>
public sealed class InputSpool : IAsyncDisposable
{
    private const string Begin = "connector-";
    private const string Extension = ".input";

    /// <summary>How the names of this process's files begin; what a process that was killed leaves behind is told by it.</summary>
    internal static readonly string FilePrefix = $"{Begin}{Environment.ProcessId}-";

    private readonly List<SpooledFile> _files = [];

    /// <summary>Deletes the files of requests whose process was killed.</summary>
    /// <param name="folder">The temporary folder.</param>
    /// <param name="before">Only those written before; it must lie further back than any request lasts.</param>
    /// <param name="cancellationToken">Stops the sweep.</param>
    public static void Sweep(string folder, DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"{Begin}*{Extension}"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (file.LastWriteTimeUtc < before.UtcDateTime)
                {
                    file.Delete();
                }
            }
            catch (UnauthorizedAccessException)
            {
                // The folder is common: this one is another user's.
            }
        }
    }

    /// <summary>Writes a caller's bytes to disk.</summary>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="content">The bytes; read to their end.</param>
    /// <param name="mostBytes">The most bytes taken.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ConnectorException"><c>payload_too_large</c> (413).</exception>
    public async Task<SpooledFile> AddAsync(string name, Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = Path.Combine(Path.GetTempPath(), $"{FilePrefix}{Guid.NewGuid():N}{Extension}");
        try
        {
            var length = 0L;
            await using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 }))
            {
                var buffer = new byte[32 * 1024];
                while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                {
                    length += read;
                    if (length > mostBytes)
                    {
                        throw ConnectorException.TooLarge(name, mostBytes, $"more than {mostBytes.ToString("N0", CultureInfo.InvariantCulture)}");
                    }

                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }

            var spooled = new SpooledFile(path, length);
            _files.Add(spooled);
            return spooled;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _files.ForEach(file => file.Delete());
        _files.Clear();
        return ValueTask.CompletedTask;
    }
}
