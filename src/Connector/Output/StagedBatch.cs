using Connector.Declaration;
using Connector.Files;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>The images of one answer between their arrival and the moment all of them are known to be good.</summary>
internal sealed class StagedBatch(IMediaSink sink, string folder, ConnectorAction action) : IAsyncDisposable
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
            throw UpstreamFailures.CutShort(action.App, cause: null);
        }
    }

    /// <summary>Makes all images visible.</summary>
    public async Task<IReadOnlyList<MediaFile>> PublishAsync(
        IReadOnlyList<MediaFacts> facts, Uri? filesUrl, CancellationToken cancellationToken)
    {
        var files = new List<MediaFile>(_images.Count);
        foreach (var ((media, inspector), said) in _images.Zip(facts))
        {
            files.Add(await inspector.PublishAsync(sink, media, filesUrl, action.Name, said, cancellationToken));
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
