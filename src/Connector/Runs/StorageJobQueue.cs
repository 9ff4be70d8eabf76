using Azure;
using Azure.Identity;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Connector.Blobs;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Runs;

/// <summary>
/// Jobs as messages of an Azure Storage queue, whose function the Functions host calls on as many instances as it takes. A message is
/// a run's id and stands for one step; the queue is made when first needed.
/// </summary>
/// <param name="queue">The queue.</param>
public sealed class StorageJobQueue(QueueClient queue) : IJobQueue
{
    /// <summary>The queue that the function is bound to.</summary>
    public const string DefaultName = "connector-jobs";

    /// <summary>A message cannot be hidden for longer; one that comes early costs a look.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>A job ends by itself; its message must not be gone before.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Opens the queue in the account of the files.</summary>
    /// <param name="options">The settings of the files.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: the account's address does not tell where its queues are.</exception>
    public StorageJobQueue(BlobStorageOptions options)
        : this(Connect(options))
    {
    }

    /// <inheritdoc/>
    public Task AddAsync(string id, TimeSpan delay, CancellationToken cancellationToken)
    {
        // The service counts whole seconds; rounded down, the last one of a wait would be spent asking again and again.
        var hidden = TimeSpan.FromSeconds(Math.Ceiling((delay < LongestDelay ? delay : LongestDelay).TotalSeconds));
        return BlobFailures.TranslateAsync(() => SendAsync(id, hidden, cancellationToken));
    }

    private static QueueClient Connect(BlobStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // What the Functions host reads by default.
        var format = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        return options.AccountUrl is { } url
            ? new QueueClient(UrlOf(url), new DefaultAzureCredential(), format)
            : new QueueClient(options.ConnectionString, DefaultName, format);
    }

    private static Uri UrlOf(Uri account)
    {
        const string Blobs = ".blob.";
        return account.Host.Contains(Blobs, StringComparison.OrdinalIgnoreCase)
            ? new UriBuilder(account) { Host = account.Host.Replace(Blobs, ".queue.", StringComparison.OrdinalIgnoreCase), Path = DefaultName }.Uri
            : throw new ConnectorException(
                500,
                ErrorCodes.InvalidSettings,
                $"{ConnectorSettings.StorageAccountUrl.Name} must be of the form https://{{account}}.blob… on Azure Functions, since it also tells where the job queue is.");
    }

    private async Task<SendReceipt> SendAsync(string id, TimeSpan hidden, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.SendMessageAsync(id, hidden, Forever, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(metadata: null, cancellationToken);
            return await queue.SendMessageAsync(id, hidden, Forever, cancellationToken);
        }
    }
}
