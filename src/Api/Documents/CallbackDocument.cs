using Connector.Callbacks;

namespace Connector.Api.Documents;

/// <summary>How far the callback of a job or batch has come.</summary>
/// <param name="Url">Where it goes, without its query, which may hold a secret.</param>
/// <param name="Status">How far it is: <c>waiting</c> for the end, <c>pending</c>, <c>delivered</c>, or <c>given_up</c> after 24 hours or when the receiver is gone.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Delivered">When the receiver took it; absent until then.</param>
/// <param name="NextTry">When it is sent again; absent when it is not.</param>
/// <param name="LastTry">When it was last sent; absent before.</param>
/// <param name="LastStatus">The HTTP status that the receiver answered last; absent when it did not answer.</param>
/// <param name="LastDetail">What it said, or why it did not answer; absent when there is nothing to say.</param>
public sealed record CallbackDocument(
    Uri Url, string Status, int Attempts, DateTimeOffset? Delivered, DateTimeOffset? NextTry, DateTimeOffset? LastTry, int? LastStatus, string? LastDetail)
{
    /// <summary>The document of a callback.</summary>
    /// <param name="url">Where it goes.</param>
    /// <param name="delivery">How far it is; null before the end that it tells of.</param>
    public static CallbackDocument Of(Uri url, Delivery? delivery)
    {
        var status = delivery is null ? "waiting" : delivery.Delivered is not null ? "delivered" : delivery.GivenUp is not null ? "given_up" : "pending";
        var reply = delivery?.LastReply;
        return new CallbackDocument(
            Shown(url), status, delivery?.Attempts ?? 0, delivery?.Delivered, delivery?.NextTry, reply?.At, reply?.Status, reply?.Detail);
    }

    /// <summary>An address without what may be a secret.</summary>
    internal static Uri Shown(Uri url) => new(url.GetLeftPart(UriPartial.Path));
}
