namespace Connector.Output;

/// <summary>Where files live. Media are staged while they stream in and become visible only when published, whole.</summary>
public interface IMediaSink
{
    /// <summary>Takes a medium in without showing it to anybody.</summary>
    /// <param name="folder">The folder it will be published in, with forward slashes.</param>
    /// <param name="content">The bytes; read to their end.</param>
    /// <param name="cancellationToken">Stops the taking in; nothing is left behind then.</param>
    Task<IStagedMedia> StageAsync(string folder, Stream content, CancellationToken cancellationToken);

    /// <summary>Finds a published file.</summary>
    /// <param name="path">The path as a receipt gave it. Anything else, such as a path that climbs out, finds nothing.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The file, or null.</returns>
    Task<StoredFile?> FindAsync(string path, CancellationToken cancellationToken);
}
