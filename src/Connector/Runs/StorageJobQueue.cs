using System.Text;
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
/// <param name="poison">Where the host puts messages that failed too often; it makes that queue.</param>
public sealed class StorageJobQueue(QueueClient queue, QueueClient poison) : IJobQueue
{
    /// <summary>What the trigger is bound to: the setting that holds the queue's name. The platform's scaling reads no other form.</summary>
    public const string TriggerName = $"%{ConnectorSettings.JobQueueName}%";

    /// <summary>What messages begin with that are no job's but a delivery's.</summary>
    internal const string CallbackStart = "callback-";

    private const string Suffix = "-jobs";
    private const string PoisonSuffix = "-poison";
    private const int LongestQueueName = 63;

    /// <summary>The most messages that the service gives at once.</summary>
    private const int MostReceived = 32;

    /// <summary>A message cannot be hidden for longer; one that comes early costs a look.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>A job ends by itself; its message must not be gone before.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Opens the queues in the account of the files.</summary>
    /// <param name="options">The settings of the files.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: the account's address does not tell where its queues are.</exception>
    public StorageJobQueue(BlobStorageOptions options)
        : this(
            Connect(options, NameOf(options.Container), QueueMessageEncoding.Base64),

            // Anything may lie there, and what is no Base64 must be read too.
            Connect(options, NameOf(options.Container) + PoisonSuffix, QueueMessageEncoding.None))
    {
    }

    /// <summary>The queue's name.</summary>
    internal string Name => queue.Name;

    /// <summary>The queue of the app whose files are in a container: no other app's.</summary>
    /// <param name="container">The container.</param>
    public static string NameOf(string container) => container + Suffix;

    /// <summary>Refuses settings under which the trigger reads another queue than the one that jobs are put into.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>.</exception>
    public static void ThrowIfNotBound(ConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Blob is not { Container: var container })
        {
            return;
        }

        var name = NameOf(container);
        var longest = LongestQueueName - Suffix.Length - PoisonSuffix.Length;
        var fault = container.Length > longest
            ? $"{ConnectorSettings.StorageContainer.Name} is \"{container}\", which has {container.Length} characters; on Azure Functions it may have {longest} at most, since the job queue and the queue for what fails are named after it."
            : options.JobQueue != name
                ? $"{ConnectorSettings.JobQueue.Name} must be {name} on Azure Functions, after the container of {ConnectorSettings.StorageContainer.Name}{(options.JobQueue is { } other ? $"; it is \"{InputText.Shorten(other)}\"" : "")}: the app takes its jobs from that queue."
                : null;
        if (fault is not null)
        {
            throw new ConnectorException(500, ErrorCodes.InvalidSettings, fault);
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(JobTicket job, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);

        // The service counts whole seconds; rounded down, the last one of a wait would be spent asking again and again.
        var hidden = TimeSpan.FromSeconds(Math.Ceiling((delay < LongestDelay ? delay : LongestDelay).TotalSeconds));
        return BlobFailures.TranslateAsync(() => SendAsync(job.Id, hidden, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ProveAsync(CancellationToken cancellationToken) => OldestAsync(cancellationToken);

    /// <summary>When the first of the messages that could be taken now was added; null when there is none.</summary>
    internal Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken) => BlobFailures.TranslateAsync(async () =>
    {
        try
        {
            PeekedMessage? first = await queue.PeekMessageAsync(cancellationToken);
            return first?.InsertedOn;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>Takes messages that were put aside; those that are not deleted come back after a while.</summary>
    internal Task<IReadOnlyList<PoisonMessage>> ReceivePoisonAsync(TimeSpan hidden, CancellationToken cancellationToken) =>
        BlobFailures.TranslateAsync<IReadOnlyList<PoisonMessage>>(async () =>
        {
            try
            {
                QueueMessage[] messages = await poison.ReceiveMessagesAsync(MostReceived, hidden, cancellationToken);
                return [.. messages.Select(message => new PoisonMessage(TextOf(message.Body), message.MessageId, message.PopReceipt))];
            }
            catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
            {
                return [];
            }
        }, cancellationToken);

    /// <summary>Deletes a message that was put aside.</summary>
    internal Task DeletePoisonAsync(PoisonMessage message, CancellationToken cancellationToken) => BlobFailures.TranslateAsync(async () =>
    {
        try
        {
            return await poison.DeleteMessageAsync(message.MessageId, message.Receipt, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Somebody else has received it since, and does the same.
            return null;
        }
    }, cancellationToken);

    private static QueueClient Connect(BlobStorageOptions options, string name, QueueMessageEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(options);

        // Base64 is what the Functions host reads by default.
        var format = StoreRetries.Bound(new QueueClientOptions { MessageEncoding = encoding });
        return options.AccountUrl is { } url
            ? new QueueClient(UrlOf(url, name), new DefaultAzureCredential(), format)
            : new QueueClient(options.ConnectionString, name, format);
    }

    private static Uri UrlOf(Uri account, string name)
    {
        const string Blobs = ".blob.";
        return account.Host.Contains(Blobs, StringComparison.OrdinalIgnoreCase)
            ? new UriBuilder(account) { Host = account.Host.Replace(Blobs, ".queue.", StringComparison.OrdinalIgnoreCase), Path = name }.Uri
            : throw new ConnectorException(
                500,
                ErrorCodes.InvalidSettings,
                $"{ConnectorSettings.StorageAccountUrl.Name} must be of the form https://{{account}}.blob… on Azure Functions, since it also tells where the job queue is.");
    }

    private static string TextOf(BinaryData body)
    {
        var text = body.ToString();
        if (RunKey.IsId(text))
        {
            // Would pass for Base64 too.
            return text;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
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
