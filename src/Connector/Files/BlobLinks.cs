using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Connector.Blobs;

namespace Connector.Files;

/// <summary>
/// Links that read one blob for a short time, since the container is private. They are signed with the account's key or, under
/// a managed identity, with a key that the service delegates to it.
/// </summary>
/// <param name="service">The storage account.</param>
/// <param name="time">The clock.</param>
public sealed class BlobLinks(BlobServiceClient service, TimeProvider time) : IDisposable
{
    /// <summary>How long a link works: long enough for the flow that ran the action, too short to be worth passing on.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Each delegated key costs a call, and Azure allows it a life of up to a week.</summary>
    private static readonly TimeSpan DelegatedKeyLife = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _renewal = new(initialCount: 1, maxCount: 1);
    private UserDelegationKey? _delegatedKey;

    /// <summary>Makes sure that links can be made for a while: a key that is missing, or a role, is noticed here.</summary>
    /// <param name="cancellationToken">Stops the call for a delegated key.</param>
    public Task PrepareAsync(CancellationToken cancellationToken) =>
        service.CanGenerateAccountSasUri ? Task.CompletedTask : DelegatedKeyAsync(time.GetUtcNow() + (2 * Life), cancellationToken);

    /// <summary>Makes a link.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="cancellationToken">Stops the call for a delegated key.</param>
    public async Task<Uri> CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        var expiry = time.GetUtcNow() + Life;
        var sas = new BlobSasBuilder(BlobSasPermissions.Read, expiry)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            // Only the emulator is reached without TLS.
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        return blob.CanGenerateSasUri
            ? blob.GenerateSasUri(sas)
            : new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(await DelegatedKeyAsync(expiry, cancellationToken), blob.AccountName) }.ToUri();
    }

    /// <inheritdoc/>
    public void Dispose() => _renewal.Dispose();

    /// <summary>A delegated key that outlives the link: a link ends with its key.</summary>
    private async Task<UserDelegationKey> DelegatedKeyAsync(DateTimeOffset linkExpiry, CancellationToken cancellationToken)
    {
        await _renewal.WaitAsync(cancellationToken);
        try
        {
            if (_delegatedKey is null || _delegatedKey.SignedExpiresOn < linkExpiry)
            {
                _delegatedKey = await service.GetUserDelegationKeyAsync(startsOn: null, time.GetUtcNow() + DelegatedKeyLife, cancellationToken);
            }

            return _delegatedKey;
        }
        catch (RequestFailedException refused) when (refused.Status == 403)
        {
            throw BlobFailures.Unavailable(
                "it refuses the connector's identity the key that links are signed with; give the identity the role Storage Blob Delegator on the account", refused);
        }
        finally
        {
            _renewal.Release();
        }
    }
}
