namespace Connector.Files;

/// <summary>A medium that has been taken in and waits to be published. Disposing of it unpublished leaves nothing to be seen.</summary>
public interface IStagedMedia : IAsyncDisposable
{
    /// <summary>The path it will have: in the folder it was staged for, under a name of its own, with its format's extension.</summary>
    string Path { get; }

    /// <summary>Makes the medium visible under its path, at once and whole.</summary>
    /// <param name="details">What is known of it by now.</param>
    /// <param name="cancellationToken">Stops before it becomes visible.</param>
    /// <returns>Where it lies: a <c>file://</c> or blob URL.</returns>
    /// <exception cref="IOException">There is a file of this path already; it stays as it is.</exception>
    Task<Uri> PublishAsync(MediaDetails details, CancellationToken cancellationToken);

    /// <summary>Gives the bytes to the copy that it was staged with, unless that has them already: it cannot be published.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task CopyAsync(IMediaCopy copy, CancellationToken cancellationToken);
}
