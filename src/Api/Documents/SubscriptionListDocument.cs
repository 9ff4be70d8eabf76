namespace Connector.Api.Documents;

/// <summary>All subscriptions.</summary>
/// <param name="Subscriptions">The subscriptions, the oldest first.</param>
public sealed record SubscriptionListDocument(IReadOnlyList<SubscriptionDocument> Subscriptions);
