using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;
using Connector.Declaration;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/batches/{id}</c>: 202 until every run has ended, then 200; each run's receipt or problem is there as soon as it has one.</summary>
internal sealed class BatchEndpoint(Batches batches, Deliveries deliveries) : IEndpoint
{
    public static TextParameter Id { get; } = JobEndpoint.Id with { Label = "Batch ID", Description = "The batch's id." };

    /// <summary>The route of a batch, whatever is done with it.</summary>
    public static string Route { get; } = $"{Routes.Batches}/{{{Id.Name}}}";

    /// <summary>A batch as it stands, and as it ended; put together when a document is asked for, not when the server starts.</summary>
    public static IReadOnlyList<ApiAnswer> Answers =>
    [
        ApiAnswer.Json<BatchDocument>(200, "Every run of the batch has ended."),
        ApiAnswer.Json<BatchDocument>(202, "The batch has runs that have not ended.") with { Headers = RunAnswers.AcceptedHeaders },
    ];

    public static HttpEndpoint Endpoint { get; } = new("get-batch", [HttpMethods.Get], Route, EndpointType.Of<BatchEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Get a batch",
            Text = "Answers each run's receipt or problem as soon as there is one, with 202 until every run has ended.",
            Parameters = [new(ApiPlace.Path, Id)],
            Answers = Answers,
            Problems = [404, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var batch = await batches.FindAsync(context.Route(Id.Name), context.Caller(), context.RequestAborted);
        var delivery = batch.Record.CallbackUrl is null ? null : await deliveries.FindCallbackAsync(batch.Record.Id, context.RequestAborted);
        await RunAnswers.WriteAsync(context, batch, delivery);
    }
}
