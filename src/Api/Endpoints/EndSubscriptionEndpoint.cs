using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;

namespace Connector.Api.Endpoints;

/// <summary><c>DELETE /api/subscriptions/{id}</c>: ends a subscription. What is on its way to the receiver still comes.</summary>
internal sealed class EndSubscriptionEndpoint(Subscriptions subscriptions) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("end-subscription", [HttpMethods.Delete], SubscriptionEndpoint.Route, EndpointType.Of<EndSubscriptionEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Subscriptions,
            Summary = "End a subscription",
            Text = "Nothing more is sent for it, but for what is on its way.",
            Parameters = [new(ApiPlace.Path, SubscriptionEndpoint.Id)],
            Answers = [new(204, "The subscription has ended.")],
            Problems = [404, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        await subscriptions.EndAsync(context.Route(SubscriptionEndpoint.Id.Name), context.Caller(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
