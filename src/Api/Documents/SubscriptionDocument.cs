using Connector.Callbacks;

namespace Connector.Api.Documents;

/// <summary>Somebody who is told of events.</summary>
/// <param name="Id">The subscription's id.</param>
/// <param name="SubscriptionUrl">Where it is: a DELETE there ends it.</param>
/// <param name="CallbackUrl">Where events go, without its query, which may hold a secret.</param>
/// <param name="Events">Which events.</param>
/// <param name="Action">Of which action alone; absent for all.</param>
/// <param name="Format">How they are written: <c>webhook</c> or <c>cloudevents</c>.</param>
/// <param name="Created">Since when.</param>
public sealed record SubscriptionDocument(
    string Id, Uri SubscriptionUrl, Uri CallbackUrl, IReadOnlyList<string> Events, string? Action, string Format, DateTimeOffset Created)
{
    /// <summary>The document of a subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="url">Where it is.</param>
    public static SubscriptionDocument Of(Subscription subscription, Uri url)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return new SubscriptionDocument(
            subscription.Id,
            url,
            CallbackDocument.Shown(subscription.Url),
            subscription.Events,
            subscription.Action,
            SubscriptionInput.NameOf(subscription.Format),
            subscription.Created);
    }
}
