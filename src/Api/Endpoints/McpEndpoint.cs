using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Api.Http;
using Connector.Api.Mcp;
using Connector.Failures;
using Connector.Input;
using Connector.Streams;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Endpoints;

/// <summary>
/// <c>POST /api/mcp</c>: the actions as tools of MCP, streamable HTTP. Every message stands for itself, so any instance can answer it. The
/// protocol is the package's; what it would pass over, and a call would pay for, is refused here before it.
/// </summary>
internal sealed class McpEndpoint(McpAnswers answers, McpRequests requests, ILoggerFactory loggers) : IEndpoint
{
    private const string SessionHeader = "Mcp-Session-Id";

    public static HttpEndpoint Endpoint { get; } = new(McpRefusal.LogName, [HttpMethods.Post], "api/mcp", EndpointType.Of<McpEndpoint>())
    {
        QueryParameters = McpToolSet.Parameters,
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;

        // A key that is passed over would be a repeat that is paid for again.
        OutsideBody.RefuseKey(request.Headers, $"A tool's call takes the key in its params, as \"_meta\": {{\"{McpToolCalls.IdempotencyKeyMeta}\": \"…\"}}.");
        WaitPreference.Refuse(request.Headers, "A call of MCP waits for its result.");
        InputReader.ThrowIfNotJson(request, "a message");
        var tools = McpToolSet.Of(request.Query[McpToolSet.Apps.Name], request.Query[McpToolSet.Tools.Name]).For(context.Caller());
        var text = McpMessages.Trim(await ReadAsync(request, context.RequestAborted));
        var (message, refusal) = McpMessages.Check(text);
        if (refusal is not null || (refusal = McpHeaderRules.FaultOf(request.Headers, message!)) is not null)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        (request.Body, request.ContentType, request.ContentLength) = (new MemoryStream(text.ToArray()), "application/json", text.Length);
        await AnswerAsync(context, message!, tools);
    }

    private async Task AnswerAsync(HttpContext context, McpMessage message, McpToolSet tools)
    {
        var (request, response) = (context.Request, context.Response);

        // The package knows no sessions; here the id only tells whose request a message cancels.
        var session = request.Headers[SessionHeader].ToString();
        request.Headers.Remove(SessionHeader);
        if (message.Method == RequestMethods.Initialize)
        {
            response.Headers[SessionHeader] = Guid.NewGuid().ToString("N");
        }
        else if (message.Cancels is { } cancelled)
        {
            requests.Cancel(session, cancelled);
        }

        var gone = context.RequestAborted;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone);
        using var work = requests.Begin(session, message.Id?.ToString(), stop);
        context.Features.Set(new McpCaller(context.TraceIdentifier, request.FilesUrl(), request.JobUrl, stop.Token) { Caller = context.Caller(), WhenAnswered = response.RegisterForDispose, Tools = tools });
        context.RequestAborted = stop.Token;
        try
        {
            await answers.AnswerAsync(context);
        }
        catch (JsonException wrong) when (!response.HasStarted && message.Id is { } id)
        {
            await RefuseAsync(context, new McpRefusal(id, McpErrorCode.InvalidParams, ConnectorException.BadRequest(ErrorCodes.BadRequest, McpRequestRules.FaultOf(wrong, message.Method))));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            // A request that its client cancelled has no answer.
        }
        finally
        {
            context.RequestAborted = gone;
        }
    }

    /// <summary>The body is one message, held in memory: pictures in arguments are small, or they are given by path or URL.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = new LimitedStream(request.Body, InputLimits.TextBytes);
            using var bytes = new MemoryStream();
            await body.CopyToAsync(bytes, cancellationToken);
            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (ConnectorException failure) when (failure.Code == ErrorCodes.PayloadTooLarge)
        {
            throw new ConnectorException(
                failure.Status,
                failure.Code,
                $"{failure.Message} Give a large file by its https URL, or store it first with POST {request.FilesUrl()} and give the path that is answered.",
                failure);
        }
    }

    private async Task RefuseAsync(HttpContext context, McpRefusal refusal)
    {
        refusal.WriteTo(loggers.CreateLogger<McpEndpoint>(), context.TraceIdentifier);
        context.Response.StatusCode = refusal.Status;

        // The package may have begun a stream.
        context.Response.Headers.Remove(HeaderNames.ContentEncoding);
        await JsonAnswer.WriteAsync(context, JsonSerializer.SerializeToNode(refusal.Answer, (JsonTypeInfo<JsonRpcError>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcError)))!);
    }
}
