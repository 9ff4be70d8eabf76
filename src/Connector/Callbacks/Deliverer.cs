using System.Collections.Concurrent;
using Connector.Failures;
using Connector.Runs;
using Microsoft.Extensions.Logging;

namespace Connector.Callbacks;

/// <summary>
/// Sends what is due: one try for each step. The try is written down before it is made and its outcome after it, so that of all
/// instances one sends, and what a receiver has taken is not sent again.
/// </summary>
/// <param name="deliveries">The deliveries.</param>
/// <param name="subscriptions">Those whose receiver wants no more end.</param>
/// <param name="sender">Sends.</param>
/// <param name="body">Writes what is sent.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed partial class Deliverer(
    Deliveries deliveries, Subscriptions subscriptions, CallbackSender sender, IDeliveryBody body, TimeProvider time, ILogger<Deliverer> log) : IJobCarrier
{
    /// <summary>For how long a message is tried: as long as the run that it tells of is remembered.</summary>
    internal static readonly TimeSpan Life = RunRecords.Life;

    /// <summary>The first pause; each is twice the one before.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>How long a silent sender counts as alive: longer than a receiver has to answer.</summary>
    private static readonly TimeSpan Lease = CallbackSender.Patience * 2;

    /// <summary>How long to leave a message alone whose receiver is busy not answering another, or that nobody can sign.</summary>
    private static readonly TimeSpan Aside = TimeSpan.FromSeconds(10);

    private readonly Receivers _receivers = new(time);

    /// <summary>Outcomes that the store has not taken yet: should it come back while this process lives, nothing is sent twice for that.</summary>
    private readonly ConcurrentDictionary<string, Delivery> _unwritten = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<TimeSpan?> ProcessAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await deliveries.ReadAsync(id, cancellationToken) is not var (delivery, tag, silence))
            {
                throw ConnectorException.NotFound(ErrorCodes.JobNotFound, $"The queue holds the callback {id}, of which the store knows nothing.");
            }

            if (_unwritten.TryGetValue(id, out var outcome))
            {
                await KeepAsync(outcome, tag, cancellationToken);
                continue;
            }

            var now = deliveries.Now;
            if (delivery.HasEnded)
            {
                await deliveries.TryTidyAsync(id, cancellationToken);
                return null;
            }

            if (delivery.Lease is { } lease && lease > silence)
            {
                return lease - silence;
            }

            if (delivery.NextTry > now)
            {
                return delivery.NextTry - now;
            }

            if (!sender.CanSign || !_receivers.TryBegin(delivery.Url))
            {
                return Aside;
            }

            var answered = true;
            try
            {
                answered = await HoldAndTryAsync(delivery, tag, cancellationToken);
            }
            finally
            {
                _receivers.End(delivery.Url, answered);
            }
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryForgetAsync(JobTicket job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return deliveries.TryTidyAsync(job.Id, cancellationToken);
    }

    /// <summary>The pause after a number of tries.</summary>
    internal static TimeSpan PauseAfter(int attempts, TimeSpan? asked)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        pause = pause < LongestPause ? pause : LongestPause;
        return asked > pause ? (asked.Value < LongestPause ? asked.Value : LongestPause) : pause;
    }

    /// <summary>Makes a try, if nobody else does; tells whether the receiver did not leave it unanswered.</summary>
    private async Task<bool> HoldAndTryAsync(Delivery delivery, string tag, CancellationToken cancellationToken)
    {
        var mine = delivery with { Attempts = delivery.Attempts + 1, Lease = Lease, NextTry = null };
        if (await deliveries.TryReplaceAsync(mine, tag, cancellationToken) is not { } held)
        {
            return true;
        }

        var tried = await TryAsync(mine, cancellationToken);
        await KeepAsync(tried, held, CancellationToken.None);
        return tried.GivenUp is not null || tried.LastReply?.Status is not null;
    }

    private async Task<Delivery> TryAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Subscription is { } id && !await subscriptions.IsThereAsync(id, cancellationToken))
        {
            return delivery with { Attempts = delivery.Attempts - 1, Lease = null, GivenUp = deliveries.Now };
        }

        var written = await body.WriteAsync(delivery, cancellationToken);
        var reply = written is var (bytes, contentType)
            ? await sender.SendAsync(delivery.Url, delivery.Id, bytes, contentType, cancellationToken)
            : new DeliveryReply(deliveries.Now, Status: null, "What it tells of is not remembered any more.");
        var now = deliveries.Now;
        var tried = delivery with { Lease = null, LastReply = reply };
        if (reply.IsTaken)
        {
            return tried with { Delivered = now };
        }

        if (reply.IsGone && delivery.Subscription is { } subscription)
        {
            await subscriptions.TryEndAsync(subscription, cancellationToken);
        }

        if (reply.IsGone || written is null || delivery.What.At + Life < now)
        {
            GivenUp(log, delivery.Id, delivery.What.Type, delivery.Url.Host, delivery.Attempts, reply.Status);
            return tried with { GivenUp = now };
        }

        return tried with { NextTry = now + PauseAfter(delivery.Attempts, reply.RetryAfter) };
    }

    /// <summary>Writes an outcome down. Where the store does not take it, this process remembers it.</summary>
    private async Task KeepAsync(Delivery outcome, string tag, CancellationToken cancellationToken)
    {
        _unwritten[outcome.Id] = outcome;
        await deliveries.TryReplaceAsync(outcome, tag, cancellationToken);
        _unwritten.TryRemove(outcome.Id, out _);
    }

    [LoggerMessage(EventId = 20, EventName = "CallbackGivenUp", Level = LogLevel.Warning, Message = "callback {Id} of {Event} to {Host} was given up after {Attempts} tries; its last answer was {Status}")]
    private static partial void GivenUp(ILogger log, string id, string @event, string host, int attempts, int? status);
}
