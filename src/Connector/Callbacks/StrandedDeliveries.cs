using Connector.Failures;
using Connector.Records;
using Connector.Runs;
using Microsoft.Extensions.Logging;

namespace Connector.Callbacks;

/// <summary>Finds deliveries whose messages are lost, and queues them again; and batches that have ended while nobody looked.</summary>
/// <param name="deliveries">The deliveries.</param>
/// <param name="events">Tells of batches that have ended.</param>
/// <param name="queue">The queue.</param>
/// <param name="log">The log.</param>
public sealed class StrandedDeliveries(Deliveries deliveries, RunEvents events, IDeliveryQueue queue, ILogger<StrandedDeliveries> log)
{
    /// <summary>Looks once.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The store does not answer.</exception>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in deliveries.Due.ListAsync(cancellationToken))
        {
            try
            {
                await (entry.Job is { } job ? RecoverAsync(job.Id, cancellationToken) : events.EndBatchAsync(entry.Batch!, cancellationToken));
            }
            catch (ConnectorException unreadable) when (RecordFailures.IsOfOneRecord(unreadable))
            {
                log.LogError("A callback cannot be sent: {Reason}", unreadable.Message);
            }
        }
    }

    private async Task RecoverAsync(string id, CancellationToken cancellationToken)
    {
        if (await deliveries.ReadAsync(id, cancellationToken) is not var (delivery, _, silence) || delivery.HasEnded)
        {
            await deliveries.TryTidyAsync(id, cancellationToken);
        }
        else if (silence > RunRecords.Patience && !(delivery.NextTry + RunRecords.Patience > deliveries.Now))
        {
            // Two messages do no harm: of two who send, one holds it.
            await queue.AddAsync(id, TimeSpan.Zero, cancellationToken);
        }
    }
}
