using Connector.Documents.Api;
using Connector.Documents.Schemas;
using Connector.Functions.Http;
using Connector.Input;
using Connector.Runs;

namespace Connector.Functions.Endpoints;

/// <summary><c>POST /api/batches</c>: runs an action with many inputs, each as a job.</summary>
internal static class StartBatchEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("start-batch", [HttpMethods.Post], BatchEndpoint.Prefix, HandleAsync)
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Jobs,
            Summary = "Start a batch",
            Text = "Runs an action with many inputs, each as a job. All inputs are checked first; if one has problems, none is run.",
            Parameters = [new(ApiPlace.Header, IdempotencyKey.Parameter)],
            Body = [new(ApiContent.Json, InputSchemas.Of(BatchInput.Parameters))],
            Answers = BatchEndpoint.Answers,
            Problems = [404, 413, 415, 422, 503],
        },
    };

    private static async Task HandleAsync(HttpContext context)
    {
        var (runtime, request, aborted) = (context.Runtime(), context.Request, context.RequestAborted);
        await using var input = await InputReader.ReadBatchAsync(request, runtime.Catalog, aborted);
        var key = await IdempotencyKey.OfAsync(request, async () => InputFingerprint.Of(await InputFingerprint.OfEachAsync(input, aborted)));
        var run = new RunContext(context.TraceIdentifier, request.FilesUrl());
        var (batch, replayed) = await runtime.Batches.StartAsync(key is null ? RunKey.New() : RunKey.OfBatch(key), input, run, aborted);
        RunAnswers.MarkReplayed(context, replayed);
        await RunAnswers.WriteAsync(context, batch);
    }
}
