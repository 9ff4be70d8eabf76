namespace Connector.Output;

/// <summary>A medium that has been taken in and waits to be published. Disposing of it unpublished leaves nothing behind.</summary>
public interface IStagedMedia : IAsyncDisposable
{
    /// <summary>Makes the medium visible under its final path, at once and whole.</summary>
    /// <param name="path">The path: the staging folder and an unused file name.</param>
    /// <param name="cancellationToken">Stops before it becomes visible.</param>
    /// <returns>Where it lies: a <c>file://</c> or blob URL.</returns>
    Task<Uri> PublishAsync(string path, CancellationToken cancellationToken);
}
