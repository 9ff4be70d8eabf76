using System.Net;
using Azure.Storage.Queues;
using Connector.FunctionsHost;

namespace Connector.Functions.Tests.Worker;

/// <summary>An app's job queue, and the host's trigger for it, which brings each message to the function and deletes it when that succeeds.</summary>
internal sealed class JobMessages(string connectionString, string queue, WorkerHost host)
{
    /// <summary>The function that takes the messages.</summary>
    public const string Function = "run-job";

    private readonly QueueClient _queue = new(
        connectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private readonly QueueClient _poison = new(
        connectionString, $"{queue}-poison", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    /// <summary>Deletes what earlier tests have left.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _queue.CreateIfNotExistsAsync(metadata: null, cancellationToken);
        await _queue.ClearMessagesAsync(cancellationToken);
    }

    /// <summary>How many messages there are, the hidden ones among them.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await _queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;

    /// <summary>Takes a message out of the queue; null when none can be seen.</summary>
    public async Task<string?> TakeAsync(CancellationToken cancellationToken)
    {
        if ((await _queue.ReceiveMessageAsync(visibilityTimeout: null, cancellationToken)).Value is not { } message)
        {
            return null;
        }

        await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        return message.MessageText;
    }

    /// <summary>Puts a message aside, as the host does when it has failed five times.</summary>
    public async Task PutAsideAsync(string message, CancellationToken cancellationToken)
    {
        await _poison.CreateIfNotExistsAsync(metadata: null, cancellationToken);
        await _poison.SendMessageAsync(message, cancellationToken);
    }

    /// <summary>How many messages are put aside.</summary>
    public async Task<int> CountAsideAsync(CancellationToken cancellationToken) =>
        (await _poison.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;

    /// <summary>Brings a message to the function.</summary>
    /// <exception cref="WorkerInvocationException">The function failed: the host would bring the message again.</exception>
    public Task BringAsync(string message, CancellationToken cancellationToken) => host.InvokeQueueAsync(Function, message, cancellationToken);

    /// <summary>Brings messages until the job has ended, and returns its answer.</summary>
    public async Task<HttpResponseMessage> RunAsync(HttpClient callers, Uri job, CancellationToken cancellationToken)
    {
        while (true)
        {
            await BringNextAsync(cancellationToken);
            var answer = await callers.GetAsync(job, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    /// <summary>Brings messages for as long as a test takes.</summary>
    public async Task BringAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await BringNextAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The test has ended.
        }
    }

    private async Task BringNextAsync(CancellationToken cancellationToken)
    {
        if ((await _queue.ReceiveMessageAsync(visibilityTimeout: null, cancellationToken)).Value is { } message)
        {
            await BringAsync(message.MessageText, cancellationToken);
            await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }
    }
}
