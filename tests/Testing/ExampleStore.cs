using Connector.Files;
using Connector.Images;

namespace Connector.Testing;

/// <summary>A store in which every path holds an example file of its extension: a PNG that every image input takes, or a WAV.</summary>
public sealed class ExampleStore : IMediaSink
{
    /// <summary>A PNG that every image input takes whose sizes are not listed, a sixteenth of the other: what is made of it is drawn sooner.</summary>
    public static byte[] SmallPng { get; } = TestPng.CreatePlain(256, 256);

    /// <summary>A PNG that every image input takes.</summary>
    public static byte[] Png { get; } = TestPng.CreatePlain(1024, 1024);

    /// <summary>A WAV that every audio input takes.</summary>
    public static byte[] Wav { get; } = TestWav.Create(seconds: 7);

    public Task PrepareAsync(IReadOnlyCollection<string> folders, long files, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IStagedMedia> StageAsync(string folder, string name, Stream content, IMediaCopy? copy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<FolderContent> OpenFolderAsync(string folder, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();

    public string? PathOf(Uri location) => null;

    public Task<Uri> LinkAsync(string path, Uri? filesUrl, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = path.EndsWith(".png", StringComparison.Ordinal) ? Png : Wav;
        return Task.FromResult<StoredFile?>(new StoredFile(
            path, MediaFormat.FromPath(path), bytes.Length, DateTimeOffset.UnixEpoch, "\"tag\"", _ => Task.FromResult<Stream>(new MemoryStream(bytes))));
    }
}
