using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;
using Connector.Declaration;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/subscriptions/{id}</c>: one subscription.</summary>
internal sealed class SubscriptionEndpoint(Subscriptions subscriptions) : IEndpoint
{
    public static TextParameter Id { get; } = JobEndpoint.Id with { Label = "Subscription ID", Description = "The subscription's id." };

    /// <summary>The route of a subscription, whatever is done with it.</summary>
    public static string Route { get; } = $"{Routes.Subscriptions}/{{{Id.Name}}}";

    public static HttpEndpoint Endpoint { get; } = new("get-subscription", [HttpMethods.Get], Route, EndpointType.Of<SubscriptionEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Subscriptions,
            Summary = "Get a subscription",
            Text = "Tells who is told of what.",
            Parameters = [new(ApiPlace.Path, Id)],
            Answers = [ApiAnswer.Json<SubscriptionDocument>(200, "The subscription.")],
            Problems = [404, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var subscription = await subscriptions.FindAsync(context.Route(Id.Name), context.Caller(), context.RequestAborted);
        await JsonAnswer.WriteAsync(
            context, SubscriptionDocument.Of(subscription, context.Request.SubscriptionUrl(subscription.Id)), JsonStyles.Compact.SubscriptionDocument);
    }
}
