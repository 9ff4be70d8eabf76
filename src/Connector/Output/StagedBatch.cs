using System.Buffers;
using System.Globalization;
using System.Text;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;
using Connector.Files;
using Connector.Images;
using Connector.Settings;
using Connector.Streams;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>The files of one answer between their arrival and the moment all of them are known to be good.</summary>
/// <param name="sink">The store.</param>
/// <param name="spill">Where files are kept that the store does not take; null for nowhere.</param>
/// <param name="action">The action.</param>
/// <param name="caller">Whose files they are.</param>
/// <param name="now">The time, of which the folder tells.</param>
/// <param name="secret">The key of the call, which no text that is kept may quote; null where none of it can.</param>
internal sealed class StagedBatch(IMediaSink sink, SpillFolder? spill, ConnectorAction action, Caller caller, DateTimeOffset now, SecretForms? secret = null) : IAsyncDisposable
{
    /// <summary>So many bytes tell what is no medium although it begins like one.</summary>
    private const int TellingBytes = 4096;

    private readonly string _name = MediaPath.NewName();
    private readonly List<Staged> _files = [];
    private readonly List<Staged> _refused = [];
    private readonly List<Staged> _leftOut = [];
    private readonly List<MediaFile> _published = [];
    private int _received;

    /// <summary>The formats of the files.</summary>
    public IReadOnlyList<MediaFormat> Formats => [.. _files.Select(file => file.Inspector.Format)];

    /// <summary>Whether something came that is no medium.</summary>
    public bool HasRefused => _refused.Count > 0;

    /// <summary>Whether all that is no medium began as one.</summary>
    public bool IsCutShort => _refused.All(file => file.Inspector is { IsHopeless: false } seen && MediaFormat.Followed.Contains(seen.Format));

    /// <summary>Whether the file at a place is no medium.</summary>
    public bool IsRefused(int place) => _refused.Exists(file => file.Place == place);

    /// <summary>Whether the file at a place is there and ends where its format says it should.</summary>
    /// <param name="place">The place, in the order received.</param>
    /// <param name="isUnended">Whether the end of the answer's encoding is missing: only what is followed to its end can be whole then.</param>
    public bool IsWhole(int place, bool isUnended) => _files.Exists(file => file.Place == place && IsWhole(file, isUnended));

    /// <summary>
    /// Takes one file in, learning its format, size and hash on the way. What is no medium by its first bytes is taken in for the
    /// operator instead.
    /// </summary>
    public async Task AddAsync(Stream content, CancellationToken cancellationToken)
    {
        var place = _received++;
        var buffer = ArrayPool<byte>.Shared.Rent(TellingBytes);
        try
        {
            var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, TellingBytes), TellingBytes, throwOnEndOfStream: false, cancellationToken);
            var head = new MemoryStream(buffer, 0, length, writable: false);
            var isMedium = length == 0 || IsMedium(buffer.AsSpan(0, length), isAll: length < TellingBytes);
            var whole = new ConcatenatedStream(head, content);
            if (isMedium)
            {
                await StageCopiedAsync(whole, place, cancellationToken);
            }
            else
            {
                await StageRefusedAsync(whole, place, cancellationToken);
            }
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
            await StageRefusedAsync(content, place: null, cancellationToken);
        }
        catch (ConnectorException)
        {
            // The failure that led here is the one to tell.
        }
    }

    /// <summary>Refuses files that are empty or end early, also where the transport saw nothing wrong; what came of them is kept.</summary>
    /// <param name="isUnended">Whether the end of the answer's encoding is missing: only what is followed to its end can be whole then.</param>
    /// <param name="cancellationToken">Stops the keeping.</param>
    public async Task ThrowIfNotWholeAsync(bool isUnended, CancellationToken cancellationToken)
    {
        var cut = _files.Where(file => !IsWhole(file, isUnended)).ToList();
        await RefuseCutAsync(cut, cancellationToken);
        if (cut.Count > 0)
        {
            throw cut.TrueForAll(file => file.Inspector.Bytes == 0)
                ? UpstreamFailures.Nothing(action.App)
                : UpstreamFailures.CutShort(action.App, cause: null, await KeepAsync(cancellationToken));
        }
    }

    /// <summary>Leaves bad files out of what is published. What is cut or no medium is kept for the operator, as far as that can be.</summary>
    /// <param name="places">Their places, in the order received.</param>
    /// <param name="cancellationToken">Stops the keeping.</param>
    public async Task LeaveOutAsync(IReadOnlyCollection<int> places, CancellationToken cancellationToken)
    {
        var bad = _files.Where(file => file.Place is { } place && places.Contains(place)).ToList();
        _leftOut.AddRange(bad);
        _files.RemoveAll(bad.Contains);
        await RefuseCutAsync(bad.Where(file => !IsWhole(file, isUnended: false)), cancellationToken);
        await KeepAsync(cancellationToken);
    }

    /// <summary>Keeps what is no medium for the operator; null when there is nothing, or it cannot be kept.</summary>
    /// <returns>Its path in the store, which no route serves.</returns>
    public async Task<string?> KeepAsync(CancellationToken cancellationToken)
    {
        string? first = null;
        foreach (var (inspector, media) in _refused.Select(file => (file.Inspector, file.Media)))
        {
            if (media is null)
            {
                continue;
            }

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
    /// <exception cref="ConnectorException"><c>storage_unavailable</c>: the store did not take them; what it took stays.</exception>
    public async Task<IReadOnlyList<MediaFile>> PublishAsync(
        IReadOnlyList<MediaFacts> facts, Uri? filesUrl, CancellationToken cancellationToken)
    {
        foreach (var file in _files)
        {
            var media = file.Media ?? throw file.Failure!;
            _published.Add(await file.Inspector.PublishAsync(sink, media, filesUrl, action.Name, facts[file.Place!.Value], cancellationToken));
        }

        return _published;
    }

    /// <summary>Keeps what the store did not take.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="answer">What the receipt needs.</param>
    /// <param name="facts">What was said of each file.</param>
    /// <returns>The folder on this machine, or why it could not be kept there either.</returns>
    public async Task<SpillOutcome> SpillAsync(string id, SpilledAnswer answer, IReadOnlyList<MediaFacts> facts)
    {
        var left = _files.Skip(_published.Count).Select(file => (First: file, Second: facts[file.Place!.Value])).ToList();
        var files = left.Select((file, index) => new SpilledFile(
            string.Create(CultureInfo.InvariantCulture, $"{index}{file.First.Inspector.Format.Extension}"), file.Second.Seed, file.Second.FinishReason));
        if (spill is null)
        {
            return default;
        }

        foreach (var (file, _) in left)
        {
            await CompleteCopyAsync(file, CancellationToken.None);
        }

        return await spill.KeepAsync(
            id,
            answer with { Stored = _published, Files = [.. files] },
            [.. left.Select(file => file.First.Copy!)],
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Concat(_refused).Concat(_leftOut))
        {
            await file.DisposeAsync();
        }
    }

    private static bool IsWhole(Staged file, bool isUnended) =>
        file.Inspector is { Bytes: > 0, IsWhole: true } seen && (!isUnended || MediaFormat.Followed.Contains(seen.Format));

    private async Task RefuseCutAsync(IEnumerable<Staged> cut, CancellationToken cancellationToken)
    {
        foreach (var file in cut)
        {
            if (await CompleteCopyAsync(file, cancellationToken) is { IsWhole: true } copy)
            {
                await using var content = copy.OpenRead();
                await RefuseAsync(content, cancellationToken);
            }
        }
    }

    /// <summary>Completes a file's copy by what only the store has of it; null where there is no copy.</summary>
    private static async Task<SpillCopy?> CompleteCopyAsync(Staged file, CancellationToken cancellationToken)
    {
        if (file is { Copy: { } copy, Media: { } media })
        {
            await media.CopyAsync(copy, cancellationToken);
        }

        return file.Copy;
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

    /// <summary>Takes in what is no medium. Of a text only the beginning is kept, without keys: it may quote what it was sent.</summary>
    private async Task StageRefusedAsync(Stream content, int? place, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(AnswerBody.HeadBytes);
        try
        {
            var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
            {
                return;
            }

            var head = buffer.AsMemory(0, length);
            Stream kept = new ConcatenatedStream(new MemoryStream(buffer, 0, length, writable: false), content);
            if (AnswerText.IsText(head.Span))
            {
                await content.CopyToAsync(Stream.Null, cancellationToken);
                kept = new MemoryStream(Encoding.UTF8.GetBytes(SecretScrubber.Scrub(AnswerText.Decode(head.Span), secret ?? SecretForms.None)));
            }

            await StageAsync(_refused, MediaPath.RefusedFolder(action.Name, now), kept, copy: null, place, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes a file in, with a copy for the case that the store fails; it may only do so now, when the file is paid for.</summary>
    private async Task StageCopiedAsync(Stream content, int place, CancellationToken cancellationToken)
    {
        var copy = spill?.Copy();
        try
        {
            await StageAsync(_files, caller.FolderOf(MediaPath.Folder(action.Name, now)), content, copy, place, cancellationToken);
        }
        catch
        {
            await (copy?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Files of one answer belong together, and one recipe is found by the names of all of them. What is no medium has a name of its own.</summary>
    private string NameOfNext(List<Staged> files) => files == _files ? MediaPath.NameOf(_name, files.Count) : MediaPath.NewName();

    private async Task StageAsync(List<Staged> files, string folder, Stream content, SpillCopy? copy, int? place, CancellationToken cancellationToken)
    {
        var inspector = new MediaInspector();
        try
        {
            await using var inspecting = new InspectingStream(content, inspector);
            files.Add(new Staged(inspector, copy, place) { Media = await sink.StageAsync(folder, NameOfNext(files), inspecting, copy, cancellationToken) });
        }
        catch (ConnectorException failure) when (failure.Code == ErrorCodes.StorageUnavailable && (files == _refused || copy is not null))
        {
            // The rest is still coming, and has been paid for like what came before; what is no medium must not cost the good ones.
            await using var rest = new InspectingStream(content, inspector);
            await CopyRestAsync(rest, copy, cancellationToken);
            files.Add(new Staged(inspector, copy, place) { Failure = failure });
        }
        catch
        {
            inspector.Dispose();
            throw;
        }
    }

    private static async Task CopyRestAsync(Stream rest, SpillCopy? copy, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(AnswerBody.HeadBytes);
        try
        {
            while (await rest.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await (copy?.AppendAsync(buffer.AsMemory(0, read), cancellationToken) ?? ValueTask.CompletedTask);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A file that was taken in, or one that the store did not take.</summary>
    /// <param name="Inspector">What it is.</param>
    /// <param name="Copy">Its copy on this machine; null for none.</param>
    /// <param name="Place">Its place among the files of the answer; null when it is no file of it.</param>
    private sealed record Staged(MediaInspector Inspector, SpillCopy? Copy, int? Place) : IAsyncDisposable
    {
        public IStagedMedia? Media { get; init; }

        public ConnectorException? Failure { get; init; }

        public async ValueTask DisposeAsync()
        {
            Inspector.Dispose();
            if (Media is not null)
            {
                await Media.DisposeAsync();
            }

            if (Copy is not null)
            {
                await Copy.DisposeAsync();
            }
        }
    }
}
