using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Connector.Blobs;
using Connector.Images;

namespace Connector.Files;

/// <summary>A medium on its way to a blob, which one call makes of it.</summary>
internal abstract class StagedBlob(BlobContainer container, BlockBlobClient blob) : IStagedMedia
{
    private const string HashName = "sha256";
    private const int LongestMetadata = 200;

    public string Path => blob.Name;

    public Task<Uri> PublishAsync(MediaDetails details, CancellationToken cancellationToken) =>
        BlobFailures.TranslateAsync(() => PublishOnceAsync(details, cancellationToken), cancellationToken);

    public abstract Task CopyAsync(IMediaCopy copy, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Makes the blob; it must refuse where there is one already.</summary>
    protected abstract Task<Response<BlobContentInfo>> WriteAsync(CommitBlockListOptions options, CancellationToken cancellationToken);

    private static Dictionary<string, string> Metadata(MediaDetails details)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [HashName] = details.Sha256 };
        Add("action", details.Action);
        Add("seed", details.Seed?.ToString(CultureInfo.InvariantCulture));
        Add("finish_reason", details.FinishReason);
        return metadata;

        // Metadata travel as headers, and the finish reason is upstream's text.
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 and <= LongestMetadata } && value.All(character => character is > ' ' and <= '~'))
            {
                metadata[name] = value;
            }
        }
    }

    private async Task<Uri> PublishOnceAsync(MediaDetails details, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = MediaFormat.FromPath(Path).ContentType },
            Metadata = Metadata(details),
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await container.KeepAsync(() => WriteAsync(options, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412)
        {
            // When an answer is lost the client repeats the call, and then it is our own blob that stands in the way.
            if (!await container.KeepAsync(() => IsOursAsync(details, cancellationToken), cancellationToken))
            {
                throw new IOException($"{Path} exists already.", taken);
            }
        }

        return blob.Uri;
    }

    private async Task<bool> IsOursAsync(MediaDetails details, CancellationToken cancellationToken)
    {
        BlobProperties properties = await blob.GetPropertiesAsync(conditions: null, cancellationToken);
        return properties.Metadata.TryGetValue(HashName, out var hash) && hash == details.Sha256;
    }
}
