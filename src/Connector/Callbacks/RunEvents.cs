using Connector.Input;
using Connector.Runs;
using Microsoft.Extensions.Logging;

namespace Connector.Callbacks;

/// <summary>Writes down whom to tell of what has ended: the callback of the call itself, and the subscriptions.</summary>
/// <param name="deliveries">The deliveries.</param>
/// <param name="subscriptions">Who wants to be told.</param>
/// <param name="queue">Who sends them.</param>
/// <param name="records">The runs and batches.</param>
/// <param name="index">The jobs that have not ended.</param>
/// <param name="log">The log.</param>
public sealed class RunEvents(
    Deliveries deliveries, Subscriptions subscriptions, IDeliveryQueue queue, RunRecords records, JobIndex index, ILogger<RunEvents> log) : IRunEvents
{
    private readonly BatchSummary _summary = new(records, index);

    /// <inheritdoc/>
    public async Task JobEndedAsync(RunRecord run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Answer is not { } answer)
        {
            return;
        }

        var end = new Happening(EventTypes.JobEnded, run.Action, run.Completed ?? deliveries.Now)
        {
            Caller = run.Caller,
            Job = run.Id,
            Batch = run.Batch,
            Answer = answer,
            FilesUrl = run.FilesUrl,
        };
        if (run.CallbackUrl is { } url)
        {
            await CallBackAsync(url, run.Id, end, cancellationToken);
        }

        await TellOfRunAsync(end, run.Id, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RunEndedAsync(ActionInput input, string id, RunAnswer answer, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            // Not stopped by a caller who goes: the picture is there.
            var end = new Happening(EventTypes.JobEnded, input.Action.Name, deliveries.Now) { Caller = input.Caller.Name, Answer = answer, FilesUrl = context.FilesUrl };
            await TellOfRunAsync(end, id, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Whatever it is: the caller is to have the run's own answer.
            log.LogWarning(failure, "Nobody was told of the run of request {RequestId}.", context.RequestId);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> BatchBeginsAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.CallbackUrl is null && !(await subscriptions.WantingAsync(EventTypes.BatchEnded, batch.Action, batch.Caller, cancellationToken)).Any())
        {
            return false;
        }

        await deliveries.Due.AddBatchAsync(batch.Id, cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public async Task BatchMayHaveEndedAsync(string batch, CancellationToken cancellationToken)
    {
        await foreach (var _ in index.ListAsync(batch, cancellationToken))
        {
            return;
        }

        await EndBatchAsync(batch, cancellationToken);
    }

    /// <summary>Tells of a batch that has ended, if nobody has yet: whoever ended its last job may have been killed.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task EndBatchAsync(string batch, CancellationToken cancellationToken)
    {
        if (await deliveries.Due.ReadBatchAsync(batch, cancellationToken) is not var (since, tag))
        {
            return;
        }

        if (await records.ReadBatchAsync(batch, cancellationToken) is not var (record, written))
        {
            await (since + RunRecords.Patience < deliveries.Now ? deliveries.Due.TryDeleteBatchAsync(batch, tag, cancellationToken) : Task.CompletedTask);
            return;
        }

        if (!(await _summary.ReadAsync(record, written, cancellationToken)).HasEnded)
        {
            return;
        }

        var end = new Happening(EventTypes.BatchEnded, record.Action, deliveries.Now) { Caller = record.Caller, Batch = batch, FilesUrl = record.FilesUrl };
        if (record.CallbackUrl is { } url)
        {
            await CallBackAsync(url, batch, end, cancellationToken);
        }

        await TellAsync(end, batch, cancellationToken);
        await deliveries.Due.TryDeleteBatchAsync(batch, tag, cancellationToken);
    }

    /// <summary>Tells of each file of a run, or of its failure.</summary>
    private async Task TellOfRunAsync(Happening end, string subject, CancellationToken cancellationToken)
    {
        if (end.Answer?.Problem is not null)
        {
            await TellAsync(end with { Type = EventTypes.RunFailed }, subject, cancellationToken);
        }

        for (var file = 0; file < end.Answer?.Media?.Files.Count; file++)
        {
            await TellAsync(end with { Type = EventTypes.FileCreated, File = file }, subject, cancellationToken);
        }
    }

    private async Task TellAsync(Happening what, string subject, CancellationToken cancellationToken)
    {
        foreach (var subscription in await subscriptions.WantingAsync(what.Type, what.Action, what.Caller, cancellationToken))
        {
            await AddAsync(
                new Delivery
                {
                    Id = Delivery.IdOfEvent(subscription.Id, what.Type, subject, what.File),
                    Url = subscription.Url,
                    What = what,
                    Format = subscription.Format,
                    Subscription = subscription.Id,
                },
                cancellationToken);
        }
    }

    private Task CallBackAsync(Uri url, string subject, Happening end, CancellationToken cancellationToken) => AddAsync(
        new Delivery { Id = Delivery.IdOfCallback(subject), Url = url, What = end, Format = DeliveryFormat.Answer }, cancellationToken);

    private async Task AddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (await deliveries.AddAsync(delivery, cancellationToken))
        {
            await queue.AddAsync(delivery.Id, TimeSpan.Zero, cancellationToken);
        }
    }
}
