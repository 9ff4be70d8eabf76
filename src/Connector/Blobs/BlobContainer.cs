using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Connector.Settings;

namespace Connector.Blobs;

/// <summary>The private container that holds files and records; it is made when first needed.</summary>
public sealed class BlobContainer
{
    /// <summary>What has just answered need not be asked whether it is there.</summary>
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(2);

    /// <summary>How long bytes that were paid for wait for a store that has gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private volatile bool _takesWrites;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <summary>Opens the container of these settings.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    public BlobContainer(BlobStorageOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        Time = new ServiceTime(time);
        Service = Connect(options, Time);
        Client = Service.GetBlobContainerClient(options.Container);
    }

    /// <summary>Opens a container of an account; its answers teach no clock.</summary>
    /// <param name="service">The storage account.</param>
    /// <param name="name">The container's name.</param>
    /// <param name="time">The clock.</param>
    public BlobContainer(BlobServiceClient service, string name, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(service);
        (Time, Service, Client) = (new ServiceTime(time), service, service.GetBlobContainerClient(name));
    }

    /// <summary>A blob of nothing, whose name no file has.</summary>
    private BlobClient ProofBlob => Client.GetBlobClient("~proof");

    /// <summary>The time of day as the account has it.</summary>
    public ServiceTime Time { get; }

    /// <summary>The storage account.</summary>
    public BlobServiceClient Service { get; }

    /// <summary>The container.</summary>
    public BlobContainerClient Client { get; }

    /// <summary>Makes the container when a call that writes finds none, which spares every other call the question.</summary>
    internal async Task<T> WriteAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAndWriteAsync(call, cancellationToken);
        }
        catch (Exception failure) when (failure is not RequestFailedException { Status: 404 or 409 or 412, ErrorCode: not "ContainerBeingDeleted" })
        {
            // What is there already, or has changed since, says nothing against the store; anything else has to be proved again.
            _takesWrites = false;
            throw;
        }
    }

    private async Task<T> CreateAndWriteAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
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

    /// <summary>
    /// Writes bytes that may have been paid for and are nowhere else: while the store is away they wait, for as long as a caller may
    /// be expected to.
    /// </summary>
    internal async Task<T> KeepAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var (started, pause) = (Time.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                return await WriteAsync(call, cancellationToken);
            }
            catch (Exception failure) when (BlobFailures.IsPassing(failure, cancellationToken) && Time.GetElapsedTime(started) < Patience)
            {
                // Whoever stops the waiting learns what it was for.
                await Task.Delay(pause, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                {
                    throw;
                }
            }

            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    /// <summary>
    /// Sees that the store takes what is written: by writing, at first and after a failure, since who may read may lack the role to
    /// write. After that only that it is there, unless it has just answered.
    /// </summary>
    internal async Task ProveAsync(CancellationToken cancellationToken)
    {
        if (!_takesWrites)
        {
            var empty = BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty);
            await BlobFailures.TranslateAsync(
                () => WriteAsync(() => ProofBlob.UploadAsync(empty, overwrite: true, cancellationToken), cancellationToken), cancellationToken);
            _takesWrites = true;
        }
        else if (!Time.WasHeardWithin(Proof))
        {
            await BlobFailures.TranslateAsync(() => LookAsync(cancellationToken), cancellationToken);
        }
    }

    private static BlobServiceClient Connect(BlobStorageOptions options, ServiceTime time)
    {
        var client = StoreRetries.Bound(new BlobClientOptions());
        client.AddPolicy(new ServiceTimePolicy(time), HttpPipelinePosition.PerRetry);

        // The default credential is the managed identity on Azure and the developer's own sign-in elsewhere.
        return options.AccountUrl is { } url
            ? new BlobServiceClient(url, new DefaultAzureCredential(), client)
            : new BlobServiceClient(options.ConnectionString, client);
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ProofBlob.ExistsAsync(cancellationToken);
        }
        catch (RequestFailedException)
        {
            _takesWrites = false;
            throw;
        }
    }
}
