using Connector.Files;

namespace Connector.Tests.Files;

/// <summary>Counts the folders that are opened in a store.</summary>
internal sealed class CountingSink(IMediaSink sink) : IMediaSink
{
    private int _opened;

    public int Opened => _opened;

    public Task<FolderContent> OpenFolderAsync(string folder, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        return sink.OpenFolderAsync(folder, cancellationToken);
    }

    public Task PrepareAsync(IReadOnlyCollection<string> folders, long files, CancellationToken cancellationToken) => sink.PrepareAsync(folders, files, cancellationToken);

    public Task<IStagedMedia> StageAsync(string folder, string name, Stream content, IMediaCopy? copy, CancellationToken cancellationToken) =>
        sink.StageAsync(folder, name, content, copy, cancellationToken);

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken) => sink.FindAsync(path, cancellationToken);

    public string? PathOf(Uri location) => sink.PathOf(location);

    public Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken) =>
        sink.ListAsync(prefix, continuation, most, cancellationToken);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => sink.DeleteAsync(path, cancellationToken);

    public Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken) => sink.SweepAsync(before, cancellationToken);

    public Task<Uri> LinkAsync(string path, Uri? filesUrl, CancellationToken cancellationToken) => sink.LinkAsync(path, filesUrl, cancellationToken);
}
