using Connector.Images;
using Connector.Output;

namespace Connector.Testing;

/// <summary>A store in which every path holds an example file of its extension: a PNG that every image input takes, or a WAV.</summary>
public sealed class ExampleStore : IMediaSink
{
    private static readonly byte[] Png = TestPng.CreatePlain(1024, 1024);

    /// <summary>The head of a WAV and no sound.</summary>
    private static readonly byte[] Wav = [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0, .. "data"u8, 0, 0, 0, 0];

    public Task<IStagedMedia> StageAsync(string folder, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = path.EndsWith(".png", StringComparison.Ordinal) ? Png : Wav;
        return Task.FromResult<StoredFile?>(new StoredFile(
            path, MediaFormat.FromPath(path), bytes.Length, DateTimeOffset.UnixEpoch, "\"tag\"", _ => Task.FromResult<Stream>(new MemoryStream(bytes))));
    }
}
