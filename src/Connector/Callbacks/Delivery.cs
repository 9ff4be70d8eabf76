using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connector.Records;

namespace Connector.Callbacks;

/// <summary>
/// A message on its way to a receiver, written down before it is sent. Its id is derived from what it tells and whom, so that whoever
/// tells the same again, because another was killed while telling it, makes no second one.
/// </summary>
public sealed record Delivery : VersionedRecord
{
    /// <summary>Its id, also the message's <c>webhook-id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where it goes.</summary>
    public required Uri Url { get; init; }

    /// <summary>What it tells of.</summary>
    public required Happening What { get; init; }

    /// <summary>What is sent of it.</summary>
    public required DeliveryFormat Format { get; init; }

    /// <summary>The subscription it is for; null for a callback of one call.</summary>
    public string? Subscription { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is sent again at the earliest; null for at once.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>What the receiver said last; null before the first try.</summary>
    public DeliveryReply? LastReply { get; init; }

    /// <summary>When the receiver took it; null until then.</summary>
    public DateTimeOffset? Delivered { get; init; }

    /// <summary>When it was given up; null when it was not.</summary>
    public DateTimeOffset? GivenUp { get; init; }

    /// <summary>How long after its last writing whoever sends it counts as alive; null when nobody sends it.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>Whether there is nothing left to do.</summary>
    internal bool HasEnded => Delivered is not null || GivenUp is not null;

    /// <summary>The id of a call's own callback.</summary>
    /// <param name="subject">The job or batch.</param>
    internal static string IdOfCallback(string subject) => Hash($"callback {subject}");

    /// <summary>The id of an event for a subscription.</summary>
    internal static string IdOfEvent(string subscription, string type, string subject, int file) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"event {subscription} {type} {subject} {file}"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
