using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/subscriptions</c>: all subscriptions.</summary>
internal sealed class ListSubscriptionsEndpoint(Subscriptions subscriptions) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("list-subscriptions", [HttpMethods.Get], Routes.Subscriptions, EndpointType.Of<ListSubscriptionsEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Subscriptions,
            Summary = "List the subscriptions",
            Text = "Lists who is told of what, the oldest first.",
            Answers = [ApiAnswer.Json<SubscriptionListDocument>(200, "The subscriptions.")],
            Problems = [503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var all = (await subscriptions.ListAsync(context.RequestAborted)).Where(one => context.Caller().SeesWorkOf(one.Caller));
        await JsonAnswer.WriteAsync(
            context,
            new SubscriptionListDocument([.. all.Select(one => SubscriptionDocument.Of(one, context.Request.SubscriptionUrl(one.Id)))]),
            JsonStyles.Compact.SubscriptionListDocument);
    }
}
