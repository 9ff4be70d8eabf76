using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;
using Connector.Declaration;
using Connector.Runs;
using Microsoft.OpenApi;

namespace Connector.Api.Endpoints;

/// <summary><c>POST /api/subscriptions</c>: has somebody told when a file is created, a run fails or a batch ends.</summary>
internal sealed class SubscribeEndpoint(Catalog catalog, CallbackPolicy policy, Subscriptions subscriptions, RunRecords records) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("subscribe", [HttpMethods.Post], Routes.Subscriptions, EndpointType.Of<SubscribeEndpoint>())
    {
        BodyParameters = _ => SubscriptionInput.Parameters,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Subscriptions,
            Summary = "Subscribe to events",
            Text = "Has each event sent to an address with a signed POST, until the subscription is ended or the receiver answers 410.",
            Body = new ApiContent(ApiContent.Json, new ApiShape.Input("SubscribeInput", SubscriptionInput.Parameters)),
            Answers = [ApiAnswer.Json<SubscriptionDocument>(201, "The subscription.") with { Headers = [new("Location", JsonSchemaType.String, "Where the subscription is: a DELETE there ends it.") { Format = "uri" }] }],
            Problems = [404, 413, 415, 503],
            Trigger = new ApiTrigger(
                "When a picture is ready",
                "Begins a flow for each picture, sound or model that an action has saved, whoever called it.",
                SubscriptionInput.Callback,
                new Dictionary<Parameter, string> { [SubscriptionInput.Events] = EventTypes.FileCreated, [SubscriptionInput.Format] = SubscriptionInput.Envelope },
                new ApiShape.Answer(typeof(CreatedFileEvent))),
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        InputReader.ThrowIfNotJson(context.Request, "a subscription");
        var subscription = await SubscriptionInput.ReadAsync(context.Request.Body, catalog, policy, context.Caller(), records.Now, context.RequestAborted);
        var url = context.Request.SubscriptionUrl(subscription.Id);
        await subscriptions.AddAsync(subscription, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = url.AbsoluteUri;
        await JsonAnswer.WriteAsync(context, SubscriptionDocument.Of(subscription, url), JsonStyles.Compact.SubscriptionDocument);
    }
}
