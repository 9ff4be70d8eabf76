using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Connector.Blobs;

namespace Connector.Records;

/// <summary>Records as blobs beside the saved media, which the service itself creates and replaces on conditions.</summary>
/// <param name="container">The container.</param>
public sealed class BlobRecordStore(BlobContainer container) : IRecordStore
{
    /// <summary>
    /// No path of a file begins so, and it sorts behind them all: a listing of files, in which the service counts records too, ends
    /// where they begin.
    /// </summary>
    internal const string Folder = "~records/";

    private const string WritingName = "writing";

    /// <inheritdoc/>
    public Task ProveAsync(CancellationToken cancellationToken) => container.ProveAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<StoredRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        return BlobFailures.TranslateAsync(() => ReadBlobAsync(blob, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        TryWriteAsync(name, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return TryWriteAsync(name, content, new BlobRequestConditions { IfMatch = new ETag(tag) }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryDeleteAsync(string name, string? tag, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        return BlobFailures.TranslateAsync(() => TryDeleteBlobAsync(blob, tag, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordEntry> ListAsync(
        string kind, string start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordRules.ThrowIfNoKind(kind);
        await using var blobs = container.Client
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{Folder}{kind}/{start}", cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await BlobFailures.TranslateAsync(() => MoveNextAsync(blobs), cancellationToken))
        {
            var name = blobs.Current.Name[Folder.Length..];
            if (RecordRules.IsName(name))
            {
                yield return new RecordEntry(name, blobs.Current.Properties.LastModified ?? DateTimeOffset.UnixEpoch);
            }
        }
    }

    /// <summary>There is such a record, another than the tag's, or none: every other refusal is a failure.</summary>
    private static bool IsConflict(RequestFailedException refused) =>
        refused.ErrorCode == BlobErrorCode.BlobAlreadyExists
        || refused.ErrorCode == BlobErrorCode.ConditionNotMet
        || refused.ErrorCode == BlobErrorCode.BlobNotFound;

    /// <summary>Both by the service's clock, in whole seconds, so that what is old may be a second younger than they say.</summary>
    private static TimeSpan AgeOf(BlobDownloadDetails blob, DateTimeOffset? read)
    {
        var age = read - blob.LastModified - TimeSpan.FromSeconds(1);
        return age > TimeSpan.Zero ? age.Value : TimeSpan.Zero;
    }

    private static async Task<StoredRecord?> ReadBlobAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await blob.DownloadContentAsync(cancellationToken);
            var read = answer.Value;
            return new StoredRecord(read.Content.ToMemory(), read.Details.ETag.ToString(), AgeOf(read.Details, answer.GetRawResponse().Headers.Date));
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private static async Task<bool> TryDeleteBlobAsync(BlobClient blob, string? tag, CancellationToken cancellationToken)
    {
        var conditions = tag is null ? null : new BlobRequestConditions { IfMatch = new ETag(tag) };
        try
        {
            return await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken);
        }
        catch (RequestFailedException other) when (other.Status == 412)
        {
            return false;
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing has been stored yet.
            return false;
        }
    }

    /// <summary>When an answer is lost the client repeats the call, and then it is our own writing that stands in the way.</summary>
    private static async Task<string?> TagOfAsync(BlobClient blob, string writing, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(conditions: null, cancellationToken);
            return properties.Metadata.TryGetValue(WritingName, out var last) && last == writing ? properties.ETag.ToString() : null;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private Task<string?> TryWriteAsync(
        string name, ReadOnlyMemory<byte> content, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        RecordRules.ThrowIfTooLarge(content);
        return BlobFailures.TranslateAsync(() => TryWriteBlobAsync(blob, content, conditions, cancellationToken), cancellationToken);
    }

    private async Task<string?> TryWriteBlobAsync(
        BlobClient blob, ReadOnlyMemory<byte> content, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var writing = Guid.NewGuid().ToString("N");
        var options = new BlobUploadOptions
        {
            Conditions = conditions,
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [WritingName] = writing },
        };
        try
        {
            BlobContentInfo written = await container.WriteAsync(() => blob.UploadAsync(new BinaryData(content), options, cancellationToken), cancellationToken);
            return written.ETag.ToString();
        }
        catch (RequestFailedException other) when (IsConflict(other))
        {
            return await TagOfAsync(blob, writing, cancellationToken);
        }
    }

    private BlobClient BlobOf(string name)
    {
        RecordRules.ThrowIfNoName(name);
        return container.Client.GetBlobClient(Folder + name);
    }
}
