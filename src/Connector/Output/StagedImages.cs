using Connector.Declaration;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>The images of one answer between their arrival and the moment all of them are known to be good.</summary>
internal sealed class StagedImages(IMediaSink sink, string folder, ConnectorApp app) : IAsyncDisposable
{
    private readonly List<(IStagedMedia Media, MediaInspector Inspector)> _images = [];

    /// <summary>Takes one image in, learning its format, size and hash on the way.</summary>
    public async Task AddAsync(Stream content, CancellationToken cancellationToken)
    {
        var inspector = new MediaInspector();
        try
        {
            await using var inspecting = new InspectingStream(content, inspector);
            _images.Add((await sink.StageAsync(folder, inspecting, cancellationToken), inspector));
        }
        catch
        {
            inspector.Dispose();
            throw;
        }
    }

    /// <summary>Refuses images that are empty or end early, also where the transport saw nothing wrong.</summary>
    public void ThrowIfNotWhole()
    {
        if (_images.Any(image => image.Inspector.Bytes == 0 || !image.Inspector.IsWhole))
        {
            throw UpstreamFailures.CutShort(app, cause: null);
        }
    }

    /// <summary>Makes all images visible.</summary>
    public async Task<IReadOnlyList<MediaFile>> PublishAsync(
        IReadOnlyList<ImageFacts> facts, Uri? filesUrl, CancellationToken cancellationToken)
    {
        var files = new List<MediaFile>(_images.Count);
        foreach (var ((media, inspector), said) in _images.Zip(facts))
        {
            var path = MediaPath.NewFile(folder, inspector.Format);
            var location = await media.PublishAsync(path, cancellationToken);
            files.Add(new MediaFile
            {
                Path = path,
                Location = location,
                Url = filesUrl is null ? location : new Uri($"{filesUrl.AbsoluteUri.TrimEnd('/')}/{path}"),
                ContentType = inspector.Format.ContentType,
                Bytes = inspector.Bytes,
                Width = inspector.Size?.Width,
                Height = inspector.Size?.Height,
                Sha256 = inspector.TakeSha256(),
                Seed = said.Seed,
                FinishReason = said.FinishReason,
            });
        }

        return files;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (media, inspector) in _images)
        {
            inspector.Dispose();
            await media.DisposeAsync();
        }
    }
}
