namespace Connector.Values;

/// <summary>A file that a caller sent, kept on disk until its request is over: it is read more than once and must not fill the memory.</summary>
public sealed class SpooledFile
{
    private readonly string _path;

    internal SpooledFile(string path, long length)
    {
        _path = path;
        Length = length;
    }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Opens it from the start.</summary>
    public Stream OpenRead() => new FileStream(_path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    internal void Delete() => File.Delete(_path);
}
