using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>The Functions host's queue trigger: it brings each message to the function and deletes it when that succeeds.</summary>
internal sealed class PlayedQueueTrigger(string connectionString, Func<string, Task> function)
{
    private readonly QueueClient _queue = new(
        connectionString, QueueFunctionFacts.RunJob.Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    /// <summary>The trigger of a custom handler.</summary>
    public PlayedQueueTrigger(string connectionString, HttpClient handler)
        : this(connectionString, async id =>
        {
            using var answer = await CallAsync(handler, id);
            answer.EnsureSuccessStatusCode();

            // The host takes an answer without an object for none, and waits on.
            Assert.Equal(["Logs", "Outputs", "ReturnValue"], JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject().Select(member => member.Key).Order());
        })
    {
    }

    /// <summary>How many messages there are, the hidden ones among them.</summary>
    public async Task<int> CountAsync() => (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    /// <summary>Takes a message out of the queue; null when none can be seen.</summary>
    public async Task<string?> TakeAsync()
    {
        if ((await _queue.ReceiveMessageAsync()).Value is not { } message)
        {
            return null;
        }

        await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        return message.MessageText;
    }

    /// <summary>Brings messages until the job has ended, and returns its answer.</summary>
    public async Task<HttpResponseMessage> RunAsync(HttpClient callers, Uri job)
    {
        while (true)
        {
            if ((await _queue.ReceiveMessageAsync()).Value is { } message)
            {
                await function(message.MessageText);
                await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }

            var answer = await callers.GetAsync(job);
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    /// <summary>Calls a custom handler as the host does for a message.</summary>
    public static Task<HttpResponseMessage> CallAsync(HttpClient handler, string message) => CallAsync(handler, new JsonObject
    {
        ["Data"] = new JsonObject { ["id"] = JsonValue.Create(message).ToJsonString() },
        ["Metadata"] = new JsonObject { ["DequeueCount"] = "1", ["sys"] = new JsonObject { ["MethodName"] = QueueFunctionFacts.RunJob.Name } },
    });

    /// <summary>Calls a custom handler with any body.</summary>
    public static async Task<HttpResponseMessage> CallAsync(HttpClient handler, JsonNode body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await handler.PostAsync(new Uri($"/{QueueFunctionFacts.RunJob.Name}", UriKind.Relative), content);
    }
}
