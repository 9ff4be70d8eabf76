using Connector.Callers;
using Connector.Failures;
using Connector.Files;
using Connector.Images;

namespace Connector.Output;

/// <summary>Stores files that callers bring, for use as inputs.</summary>
/// <param name="sink">Where files go.</param>
/// <param name="time">The clock.</param>
public sealed class FileStore(IMediaSink sink, TimeProvider time)
{
    /// <summary>The largest file, in bytes: Stable Audio 3 takes 100 MB.</summary>
    public const long MostBytes = 100 * 1024 * 1024;

    /// <summary>How many files a page of the sweep has.</summary>
    private const int SweepPage = 1000;

    /// <summary>Refuses a file whose announced length is too large.</summary>
    /// <param name="length">The length; null when none is announced.</param>
    /// <exception cref="ConnectorException"><c>payload_too_large</c> (413).</exception>
    public static void ThrowIfTooLarge(long? length)
    {
        if (length > MostBytes)
        {
            throw ConnectorException.TooLarge("The file", MostBytes, $"{length}");
        }
    }

    /// <summary>Stores a file.</summary>
    /// <param name="content">The bytes; read to their end.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="filesUrl">What the path is appended to for a link.</param>
    /// <param name="cancellationToken">Stops it; nothing is stored then.</param>
    /// <exception cref="ConnectorException">It is too large (413), or its bytes are of no format that an action takes or makes, cut short or damaged (415).</exception>
    public Task<MediaFile> AddAsync(Stream content, Caller caller, Uri? filesUrl, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return AddAsync(caller.FolderOf(MediaPath.Folder(MediaPath.Uploads, time.GetUtcNow())), content, filesUrl, cancellationToken);
    }

    /// <summary>Stores a file of a job's input, until the job has ended.</summary>
    internal Task<MediaFile> AddJobInputAsync(Stream content, Caller caller, CancellationToken cancellationToken) =>
        AddAsync(caller.FolderOf(MediaPath.Folder(MediaPath.JobInputs, time.GetUtcNow())), content, filesUrl: null, cancellationToken);

    /// <summary>Deletes the files of job inputs that nobody has tidied up after.</summary>
    internal async Task SweepJobInputsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var callers = await sink.OpenFolderAsync(Caller.Root, cancellationToken);
        foreach (var folder in callers.Folders.Select(caller => $"{caller}/{MediaPath.JobInputs}").Prepend(MediaPath.JobInputs))
        {
            await SweepAsync(folder, before, cancellationToken);
        }
    }

    private async Task SweepAsync(string folder, DateTimeOffset before, CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await sink.ListAsync($"{folder}/", continuation, SweepPage, cancellationToken);
            foreach (var file in page.Files.Where(file => file.LastModified < before))
            {
                await sink.DeleteAsync(file.Path, cancellationToken);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task<MediaFile> AddAsync(string folder, Stream content, Uri? filesUrl, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var inspector = new MediaInspector();
        await using var inspecting = new InspectingStream(content, inspector, MostBytes);
        await using var staged = await sink.StageAsync(folder, inspecting, cancellationToken);
        if (inspector.Refusal(MediaFormat.Used) is { } refusal)
        {
            throw new ConnectorException(415, ErrorCodes.UnsupportedMediaType, refusal);
        }

        return await inspector.PublishAsync(sink, staged, filesUrl, action: null, facts: default, cancellationToken);
    }
}
