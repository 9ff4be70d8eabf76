using Connector.Callers;

namespace Connector.Files;

/// <summary>What every store does in the same way.</summary>
internal static class MediaSinkExtensions
{
    /// <summary>Finds a published file that somebody may see.</summary>
    /// <param name="sink">The store.</param>
    /// <param name="path">Its path.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The file; null for one that is not there, or another's.</returns>
    public static async Task<StoredFile?> FindAsync(this IMediaSink sink, string path, Caller caller, CancellationToken cancellationToken) =>
        caller.Sees(path) ? await sink.FindAsync(path, cancellationToken) : null;

    /// <summary>Takes a medium in that belongs to no other, under a new name.</summary>
    public static Task<IStagedMedia> StageAsync(this IMediaSink sink, string folder, Stream content, CancellationToken cancellationToken) =>
        sink.StageAsync(folder, MediaPath.NewName(), content, copy: null, cancellationToken);
}
