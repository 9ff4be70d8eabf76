using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Connector.Settings;

namespace Connector.Blobs;

/// <summary>The private container that holds files and records; it is made when first needed.</summary>
/// <param name="service">The storage account.</param>
/// <param name="name">The container's name.</param>
public sealed class BlobContainer(BlobServiceClient service, string name)
{
    /// <summary>Opens the container of these settings.</summary>
    /// <param name="options">The settings.</param>
    public BlobContainer(BlobStorageOptions options)
        : this(Connect(options), options.Container)
    {
    }

    /// <summary>The storage account.</summary>
    public BlobServiceClient Service => service;

    /// <summary>The container.</summary>
    public BlobContainerClient Client { get; } = service.GetBlobContainerClient(name);

    /// <summary>Makes the container when a call that writes finds none, which spares every other call the question.</summary>
    internal async Task<T> WriteAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await Client.CreateIfNotExistsAsync(PublicAccessType.None, metadata: null, encryptionScopeOptions: null, cancellationToken);
            return await call();
        }
    }

    private static BlobServiceClient Connect(BlobStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // The default credential is the managed identity on Azure and the developer's own sign-in elsewhere.
        return options.AccountUrl is { } url
            ? new BlobServiceClient(url, new DefaultAzureCredential())
            : new BlobServiceClient(options.ConnectionString);
    }
}
