namespace Connector.Files;

/// <summary>What every store does in the same way.</summary>
internal static class MediaSinkExtensions
{
    /// <summary>Takes a medium in that belongs to no other, under a new name.</summary>
    public static Task<IStagedMedia> StageAsync(this IMediaSink sink, string folder, Stream content, CancellationToken cancellationToken) =>
        sink.StageAsync(folder, MediaPath.NewName(), content, copy: null, cancellationToken);
}
