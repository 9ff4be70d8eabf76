using Connector.Failures;

namespace Connector.Files;

/// <summary>Where files live. Media are staged while they stream in and become visible only when published, whole.</summary>
public interface IMediaSink
{
    /// <summary>
    /// Makes sure that files can be written and linked to, so that nobody pays for one first: by writing at the start and after each
    /// failure. Costs no call to a remote store most of the time.
    /// </summary>
    /// <param name="folders">Where they will be published, with forward slashes; empty text for the whole store.</param>
    /// <param name="files">How many files are to be written; there must be room for as many large ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503).</exception>
    Task PrepareAsync(IReadOnlyCollection<string> folders, long files, CancellationToken cancellationToken);

    /// <summary>Takes a medium in without showing it to anybody. Its first bytes decide the extension of its path.</summary>
    /// <param name="folder">The folder it will be published in, with forward slashes.</param>
    /// <param name="name">Its name there, without an extension; one that was never used.</param>
    /// <param name="content">The bytes; read to their end.</param>
    /// <param name="copy">Has all bytes that were read of the content when the store fails on the way; null where nobody would need them.</param>
    /// <param name="cancellationToken">Stops the taking in; nothing is left behind then.</param>
    Task<IStagedMedia> StageAsync(string folder, string name, Stream content, IMediaCopy? copy, CancellationToken cancellationToken);

    /// <summary>Finds a published file.</summary>
    /// <param name="path">The path as a receipt gave it. Anything else, such as a path that climbs out, finds nothing.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The file, or null.</returns>
    Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>The path of the file that lies at an address of this store; whether there is such a file is not asked.</summary>
    /// <param name="location">An address, as a receipt gave it: signed or not.</param>
    /// <returns>The path, or null for an address elsewhere.</returns>
    string? PathOf(Uri location);

    /// <summary>Lists published files, ordered by their paths' characters.</summary>
    /// <param name="prefix">What their paths begin with; empty for all.</param>
    /// <param name="continuation">What the page before gave; null for the first page.</param>
    /// <param name="most">The most files of a page.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    Task<StoredFilePage> ListAsync(string prefix, string? continuation, int most, CancellationToken cancellationToken);

    /// <summary>Tells what lies directly in a folder; nothing when there is none.</summary>
    /// <param name="folder">The folder's path, without a slash at the end; empty for the whole store.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<FolderContent> OpenFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes a published file.</summary>
    /// <param name="path">The path; what <see cref="FindAsync"/> does not find is not deleted either.</param>
    /// <param name="cancellationToken">Stops the deletion.</param>
    /// <returns>Whether there was such a file.</returns>
    Task<bool> DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes what was staged and never published, because the process that staged it was killed, and what has been kept for the
    /// operator for six days more.
    /// </summary>
    /// <param name="before">Only what has not been written to since; it must lie further back than any call lasts.</param>
    /// <param name="cancellationToken">Stops the sweep.</param>
    Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Makes a link that downloads a published file.</summary>
    /// <param name="path">The path of a published file.</param>
    /// <param name="filesUrl">What the path is appended to where the connector itself serves the file; null when no server runs.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    Task<Uri> LinkAsync(string path, Uri? filesUrl, CancellationToken cancellationToken);
}
