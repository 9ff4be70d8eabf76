using System.Buffers;
using Connector.Declaration;
using Connector.Failures;
using Connector.Files;
using Connector.Images;
using Connector.Streams;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>The files of one answer between their arrival and the moment all of them are known to be good.</summary>
internal sealed class StagedBatch(IMediaSink sink, ConnectorAction action, DateTimeOffset now) : IAsyncDisposable
{
    /// <summary>So many bytes tell what is no medium although it begins like one.</summary>
    private const int TellingBytes = 4096;

    private readonly List<(IStagedMedia Media, MediaInspector Inspector)> _files = [];
    private readonly List<(IStagedMedia Media, MediaInspector Inspector)> _refused = [];

    /// <summary>The formats of the files.</summary>
    public IReadOnlyList<MediaFormat> Formats => [.. _files.Select(file => file.Inspector.Format)];

    /// <summary>Whether something came that is no medium.</summary>
    public bool HasRefused => _refused.Count > 0;

    /// <summary>Whether all that is no medium began as one.</summary>
    public bool IsCutShort => _refused.All(file => file.Inspector is { IsHopeless: false } seen && MediaFormat.Followed.Contains(seen.Format));

    /// <summary>
    /// Takes one file in, learning its format, size and hash on the way. What is no medium by its first bytes is taken in for the
    /// operator instead.
    /// </summary>
    public async Task AddAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(TellingBytes);
        try
        {
            var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, TellingBytes), TellingBytes, throwOnEndOfStream: false, cancellationToken);
            var head = new MemoryStream(buffer, 0, length, writable: false);
            var isMedium = length == 0 || IsMedium(buffer.AsSpan(0, length), isAll: length < TellingBytes);
            await StageAsync(
                isMedium ? _files : _refused,
                isMedium ? MediaPath.Folder(action.Name, now) : MediaPath.RefusedFolder(action.Name, now),
                new ConcatenatedStream(head, content),
                cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes a whole answer in that holds no file; what breaks off meanwhile is not kept.</summary>
    public async Task RefuseAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await StageAsync(_refused, MediaPath.RefusedFolder(action.Name, now), content, cancellationToken);
        }
        catch (ConnectorException)
        {
            // The failure that led here is the one to tell.
        }
    }

    /// <summary>Refuses files that are empty or end early, also where the transport saw nothing wrong.</summary>
    public void ThrowIfNotWhole()
    {
        if (_files.Any(file => file.Inspector.Bytes == 0 || !file.Inspector.IsWhole))
        {
            throw UpstreamFailures.CutShort(action.App, cause: null);
        }
    }

    /// <summary>Keeps what is no medium for the operator; null when there is nothing, or it cannot be kept.</summary>
    /// <returns>Its path in the store, which no route serves.</returns>
    public async Task<string?> KeepAsync(CancellationToken cancellationToken)
    {
        string? first = null;
        foreach (var (media, inspector) in _refused)
        {
            try
            {
                await inspector.PublishAsync(sink, media, filesUrl: null, action.Name, default, cancellationToken);
                first ??= media.Path;
            }
            catch (Exception failure) when (failure is ConnectorException or IOException)
            {
                // The failure that led here is the one to tell.
            }
        }

        return first;
    }

    /// <summary>Makes all files visible.</summary>
    public async Task<IReadOnlyList<MediaFile>> PublishAsync(
        IReadOnlyList<MediaFacts> facts, Uri? filesUrl, CancellationToken cancellationToken)
    {
        var files = new List<MediaFile>(_files.Count);
        foreach (var ((media, inspector), said) in _files.Zip(facts))
        {
            files.Add(await inspector.PublishAsync(sink, media, filesUrl, action.Name, said, cancellationToken));
        }

        return files;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (media, inspector) in _files.Concat(_refused))
        {
            inspector.Dispose();
            await media.DisposeAsync();
        }
    }

    /// <summary>A known format; one that is followed must not be impossible, nor be over before it is one.</summary>
    private static bool IsMedium(ReadOnlySpan<byte> head, bool isAll)
    {
        var scanner = new ImageScanner();
        scanner.Append(head);
        return MediaFormat.Followed.Contains(scanner.Format)
            ? !scanner.IsHopeless && (!isAll || scanner.IsWhole || scanner.Header is not null)
            : scanner.Format != MediaFormat.Unknown;
    }

    private async Task StageAsync(
        List<(IStagedMedia Media, MediaInspector Inspector)> files, string folder, Stream content, CancellationToken cancellationToken)
    {
        var inspector = new MediaInspector();
        try
        {
            await using var inspecting = new InspectingStream(content, inspector);
            files.Add((await sink.StageAsync(folder, inspecting, cancellationToken), inspector));
        }
        catch
        {
            inspector.Dispose();
            throw;
        }
    }
}
