using Connector.Runs;

namespace Connector.Callbacks;

/// <summary>Deliveries as messages of the queue of the jobs: whatever scales that out scales them out too.</summary>
/// <param name="queue">The queue.</param>
public sealed class StorageDeliveryQueue(StorageJobQueue queue) : IDeliveryQueue
{
    private const string Start = StorageJobQueue.CallbackStart;

    /// <summary>The delivery of a message; null when it is none's.</summary>
    /// <param name="message">The message.</param>
    public static string? IdIn(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.StartsWith(Start, StringComparison.Ordinal) && RunKey.IsId(message[Start.Length..]) ? message[Start.Length..] : null;
    }

    /// <inheritdoc/>
    public Task AddAsync(string id, TimeSpan delay, CancellationToken cancellationToken) => queue.AddAsync(new JobTicket(Start + id), delay, cancellationToken);
}
