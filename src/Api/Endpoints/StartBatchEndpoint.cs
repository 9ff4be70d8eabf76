using Connector.Access;
using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;
using Connector.Input;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary><c>POST /api/batches</c>: runs an action with many inputs, each as a job.</summary>
internal sealed class StartBatchEndpoint(Catalog catalog, Batches batches, CallbackPolicy callbacks, CallerRates rates) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("start-batch", [HttpMethods.Post], Routes.Batches, EndpointType.Of<StartBatchEndpoint>())
    {
        BodyParameters = _ => BatchInput.Parameters,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Start a batch",
            Text = "Runs an action with many inputs, each as a job. All inputs are checked first; if one has problems, none is run.",
            Parameters = [new(ApiPlace.Header, IdempotencyKey.Parameter), new(ApiPlace.Header, CallbackHeader.Parameter) { For = ApiAudience.None }],
            Body = new ApiContent(ApiContent.Json, new ApiShape.Input("StartBatchInput", BatchInput.Parameters)),
            Answers = BatchEndpoint.Answers,
            Problems = [404, 413, 415, 422, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (request, aborted) = (context.Request, context.RequestAborted);
        await using var input = await InputReader.ReadBatchAsync(request, catalog, aborted);
        input.Caller.ThrowIfMayNotRun(input.Action.Name);
        CallbackHeader.AddTo(input, request);
        callbacks.Check(input);
        var key = await IdempotencyKey.OfAsync(request, async () => InputFingerprint.Of(await InputFingerprint.OfEachAsync(input, aborted)));
        rates.Count([.. input.Inputs]);
        var run = new RunContext(context.TraceIdentifier, request.FilesUrl());
        var (batch, replayed) = await batches.StartAsync(key is null ? null : RunKey.OfBatch(key, input.Caller.Name), input, run, aborted);
        RunAnswers.MarkReplayed(context, replayed);
        await RunAnswers.WriteAsync(context, batch);
    }
}
